package dev.trefoil.node.replication;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who holds which arc, as lookups have told: with it the next operation in the same arc needs no lookup.
 *
 * <p>What it says may be out of date. That costs one request, because every node checks for itself whether it is
 * responsible; it never gives a wrong answer. Bounded; what has not been used for longest goes first.
 */
final class RangeCache {

    private final int limit;
    private final TreeMap<Key, Known> byEnd = new TreeMap<>();
    private final LinkedHashMap<Key, Boolean> byUse = new LinkedHashMap<>(16, 0.75f, true);

    /** @param limit how many arcs are remembered */
    RangeCache(int limit) {
        this.limit = limit;
    }

    /** The holders of {@code key}, if an arc that contains it is known. */
    Optional<List<NodeRef>> find(Key key) {
        Optional<Known> known = around(key);
        known.ifPresent(found -> byUse.get(found.range.upTo()));
        return known.map(Known::holders);
    }

    /** Remembers {@code holders} for {@code range}; an arc with the same end is replaced. */
    void learn(KeyRange range, List<NodeRef> holders) {
        byEnd.put(range.upTo(), new Known(range, List.copyOf(holders)));
        byUse.put(range.upTo(), true);
        if (byUse.size() > limit) {
            Key oldest = byUse.keySet().iterator().next();
            byUse.remove(oldest);
            byEnd.remove(oldest);
        }
    }

    /** What was known about {@code key} has turned out to be wrong. */
    void forget(Key key) {
        around(key).ifPresent(known -> {
            byEnd.remove(known.range.upTo());
            byUse.remove(known.range.upTo());
        });
    }

    int size() {
        return byEnd.size();
    }

    /** The nearest end at or after the key, clockwise, is the only arc that can be right. */
    private Optional<Known> around(Key key) {
        Map.Entry<Key, Known> next = byEnd.ceilingEntry(key);
        if (next == null) {
            next = byEnd.firstEntry();
        }
        return Optional.ofNullable(next).map(Map.Entry::getValue).filter(known -> known.range.contains(key));
    }

    private record Known(KeyRange range, List<NodeRef> holders) {}
}
