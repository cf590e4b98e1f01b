package dev.trefoil.transport.inmem;

import dev.trefoil.Address;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which addresses reach which: the cuts and partitions in force, and the hosts that are dead. Not thread-safe. */
final class Connectivity {

    private final Set<Link> cuts = new HashSet<>();
    private final List<Partition> partitions = new ArrayList<>();
    private final Set<Address> deadHosts = new HashSet<>();

    /** Whether a message from {@code from} gets to {@code to}. */
    boolean carries(Address from, Address to) {
        if (!cuts.isEmpty() && cuts.contains(new Link(from, to))) {
            return false;
        }
        for (Partition partition : partitions) {
            if (partition.separates(from, to)) {
                return false;
            }
        }
        return true;
    }

    void cut(Address from, Address to) {
        cuts.add(new Link(from, to));
    }

    void mend(Address from, Address to) {
        cuts.remove(new Link(from, to));
    }

    void partition(Set<Address> oneSide, Set<Address> otherSide) {
        partitions.add(new Partition(Set.copyOf(oneSide), Set.copyOf(otherSide), true));
    }

    void partitionOneWay(Set<Address> from, Set<Address> to) {
        partitions.add(new Partition(Set.copyOf(from), Set.copyOf(to), false));
    }

    void heal() {
        cuts.clear();
        partitions.clear();
    }

    void hostDied(Address host) {
        deadHosts.add(host);
    }

    void hostLives(Address host) {
        deadHosts.remove(host);
    }

    /** Whether nothing at all answers there, not even a refusal. */
    boolean isDead(Address host) {
        return deadHosts.contains(host);
    }

    private record Link(Address from, Address to) {}

    private record Partition(Set<Address> oneSide, Set<Address> otherSide, boolean bothWays) {

        boolean separates(Address from, Address to) {
            return (oneSide.contains(from) && otherSide.contains(to))
                    || (bothWays && otherSide.contains(from) && oneSide.contains(to));
        }
    }
}
