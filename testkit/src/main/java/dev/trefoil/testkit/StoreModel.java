package dev.trefoil.testkit;

import dev.trefoil.Bytes;
import dev.trefoil.Cell;
import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a store should hold, kept in the plainest way. */
final class StoreModel {

    private final TreeMap<Slot, Entry> held = new TreeMap<>();

    Optional<Entry> get(Slot slot) {
        return Optional.ofNullable(held.get(slot));
    }

    Entry merge(Slot slot, Entry entry) {
        if (entry instanceof Entry.Elements elements && elements.cells().isEmpty() && !held.containsKey(slot)) {
            return entry;
        }
        return held.merge(slot, entry, Entry::merge);
    }

    void drop(Slot slot) {
        held.remove(slot);
    }

    int size() {
        return held.size();
    }

    /** The slots of an arc, sorted by how far they are clockwise from its start. */
    List<Map.Entry<Slot, Entry>> in(KeyRange range) {
        List<Map.Entry<Slot, Entry>> found = new ArrayList<>();
        held.forEach((slot, entry) -> {
            if (range.contains(slot.key())) {
                found.add(Map.entry(slot, entry));
            }
        });
        // The point right after the start is at distance zero here, and the start itself, if it belongs, is last.
        Key first = range.after().plus(Key.powerOfTwo(0));
        found.sort(Comparator.comparing((Map.Entry<Slot, Entry> each) ->
                        first.distanceTo(each.getKey().key()))
                .thenComparing(Map.Entry::getKey));
        return found;
    }

    int expire(Instant now, Duration grace) {
        int forgotten = 0;
        for (Slot slot : List.copyOf(held.keySet())) {
            forgotten += expire(slot, held.get(slot), now.minus(grace));
        }
        return forgotten;
    }

    private int expire(Slot slot, @Nullable Entry entry, Instant horizon) {
        if (entry instanceof Entry.Register register && isForgotten(register.cell(), horizon)) {
            held.remove(slot);
            return 1;
        }
        if (!(entry instanceof Entry.Elements elements)) {
            return 0;
        }
        TreeMap<Bytes, Cell> left = new TreeMap<>(elements.cells());
        left.values().removeIf(cell -> isForgotten(cell, horizon));
        if (left.isEmpty()) {
            held.remove(slot);
        } else {
            held.put(slot, new Entry.Elements(left));
        }
        return elements.cells().size() - left.size();
    }

    private static boolean isForgotten(Cell cell, Instant horizon) {
        Instant deadSince = cell.isDeletion() ? cell.version().written() : Instant.ofEpochMilli(cell.expiresAtMillis());
        return !deadSince.isAfter(horizon);
    }
}
