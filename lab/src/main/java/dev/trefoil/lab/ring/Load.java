package dev.trefoil.lab.ring;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.lab.measure.Sample;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.IdealOverlay;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Which keys fall on which process of an ideal network that keeps one copy of each, by what the overlays say they cover.
 *
 * <p>Checks on the way that the arcs join: each ends where the next begins, so every key is covered exactly once. Not
 * thread-safe.
 */
public final class Load {

    private final Census members;
    private final long[] keys;

    /** A network of {@code members} without keys. */
    public Load(IdealOverlay provider, Census members) {
        this.members = members;
        this.keys = new long[members.size()];
        StillRing ring = new StillRing(provider, members);
        Key reached = members.around(-1).id();
        for (NodeRef member : members) {
            KeyRange arc = ring.at(member)
                    .coverage(1)
                    .orElseThrow(() -> new IllegalStateException(member + " does not know what it covers"));
            if (!arc.after().equals(reached) || !arc.upTo().equals(member.id())) {
                throw new IllegalStateException(member + " covers " + arc + ", but the arc before ends at " + reached);
            }
            reached = arc.upTo();
        }
    }

    /** Puts {@code count} more keys, drawn evenly from the ring, where they belong. */
    public void addRandomKeys(int count, RandomGenerator random) {
        for (int i = 0; i < count; i++) {
            keys[members.successor(KeySpace.FULL.random(random))]++;
        }
    }

    /** How many keys each process holds, those of all its virtual nodes together. */
    public Sample perHost() {
        Map<Address, Long> hosts = new LinkedHashMap<>();
        for (int i = 0; i < keys.length; i++) {
            hosts.merge(members.get(i).address(), keys[i], Long::sum);
        }
        Sample sample = new Sample();
        hosts.values().forEach(sample::add);
        return sample;
    }
}
