package dev.trefoil.node.replication;

import dev.trefoil.Address;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How many replicas a key has: N, or in a network of fewer nodes as many as there are.
 *
 * <p>It grows with what is seen, and shrinks only for nodes that said good-bye. Silence shrinks nothing: what is left of
 * a network that falls apart must not take itself for the whole, or both parts would answer.
 */
final class Width {

    /** How many leaving nodes are remembered. */
    static final int LEAVING_MAX = 64;

    private final Address self;
    private final int replicas;
    private final Set<Address> leaving = new LinkedHashSet<>();
    private final Set<Address> gone = new LinkedHashSet<>();
    private int value = 1;

    /** @param replicas N */
    Width(Address self, int replicas) {
        this.self = self;
        this.replicas = replicas;
    }

    int value() {
        return value;
    }

    /** Whether it is N, and no neighbour has said good-bye: then more neighbours than N change nothing. */
    boolean isSteady() {
        return value == replicas && leaving.isEmpty() && gone.isEmpty();
    }

    /** Somebody says that these nodes are there together. */
    void onSeen(Set<Address> addresses) {
        long others = addresses.stream()
                .filter(address -> !address.equals(self) && !leaving.contains(address) && !gone.contains(address))
                .count();
        value = (int) Math.max(value, Math.min(replicas, others + 1));
    }

    /** The node there is about to leave. */
    void onLeaving(Address address) {
        if (leaving.size() < LEAVING_MAX && !address.equals(self)) {
            leaving.add(address);
        }
    }

    /** These are this node's neighbours now, at least N of them if there are so many. */
    void onNeighbors(Set<Address> addresses) {
        gone.removeAll(addresses);
        Set<Address> left = new LinkedHashSet<>(leaving);
        left.removeAll(addresses);
        left.forEach(leaving::remove);
        left.stream().limit(Math.max(0, LEAVING_MAX - gone.size())).forEach(gone::add);
        long others =
                addresses.stream().filter(address -> !address.equals(self)).count();
        value = (int) Math.max(Math.min(value, others + 1), value - left.size());
        onSeen(addresses);
    }
}
