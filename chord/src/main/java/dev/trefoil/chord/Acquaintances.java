package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Nodes to turn to when all neighbours are gone: those that were neighbours or fingers lately, a limited number, and for
 * ever the seeds of the first join.
 */
final class Acquaintances {

    private final NodeRef self;
    private final int limit;

    /** Met longest ago first. A plain list: a set of thirty would take most of the room a node needs in a simulation. */
    private final List<NodeRef> met = new ArrayList<>();

    private List<NodeRef> seeds = List.of();

    Acquaintances(NodeRef self, int limit) {
        this.self = self;
        this.limit = limit;
    }

    /** Keeps these for ever. */
    void seeds(List<NodeRef> nodes) {
        seeds = nodes.stream().filter(node -> !node.id().equals(self.id())).toList();
    }

    /** Remembers {@code node} as the one met last; the one met longest ago may be forgotten for it. */
    void met(NodeRef node) {
        if (node.id().equals(self.id())) {
            return;
        }
        met.remove(node);
        met.add(node);
        if (met.size() > limit) {
            met.remove(0);
        }
    }

    /** Everybody remembered: those met last first, then the seeds. */
    List<NodeRef> all() {
        List<NodeRef> latest = new ArrayList<>(met);
        Collections.reverse(latest);
        LinkedHashSet<NodeRef> all = new LinkedHashSet<>(latest);
        all.addAll(seeds);
        return List.copyOf(all);
    }
}
