package dev.trefoil.node.replication;

import dev.trefoil.NodeRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** In which order the replicas of a key are asked. */
final class Ranks {

    private Ranks() {}

    /**
     * The first {@code width} in an order of chance, so that readers share the load among them, but {@code self} before
     * all others; then the rest as they are.
     */
    static List<NodeRef> nearestFirst(List<NodeRef> ranks, int width, NodeRef self, RandomGenerator random) {
        List<NodeRef> order = new ArrayList<>(ranks);
        List<NodeRef> first = order.subList(0, Math.min(width, order.size()));
        for (int last = first.size() - 1; last > 0; last--) {
            Collections.swap(first, last, random.nextInt(last + 1));
        }
        int own = first.indexOf(self);
        if (own > 0) {
            Collections.swap(first, 0, own);
        }
        return order;
    }
}
