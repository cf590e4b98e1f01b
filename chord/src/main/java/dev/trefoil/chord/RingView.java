package dev.trefoil.chord;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.RoutingStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The ring as one node sees it at one instant, and what follows from it for any key; immutable.
 *
 * <p>The neighbourhood is one unbroken stretch: the predecessors, this node, the successors. Within it this node can
 * name every holder; beyond it, it knows fingers only. Nodes that did not answer lately are passed over.
 */
final class RingView {

    private final NodeRef self;
    private final List<NodeRef> predecessors;
    private final boolean predecessorsClosed;
    private final List<NodeRef> successors;
    private final boolean successorsClosed;
    private final List<NodeRef> fingers;
    private final List<NodeRef> silent;
    private final int candidates;

    /**
     * Takes the tables as they are.
     *
     * @param silent whether a node did not answer when it was last asked
     * @param candidates how many of the closest fingers a step offers
     */
    RingView(
            NodeRef self,
            PredecessorList predecessors,
            SuccessorList successors,
            FingerTable fingers,
            Predicate<NodeRef> silent,
            int candidates) {
        this.self = self;
        this.candidates = candidates;
        // While two nodes become a ring each may know the other in one direction only.
        List<NodeRef> ahead = successors.isEmpty() ? reversed(predecessors.nodes()) : successors.nodes();
        boolean unknownBehind = predecessors.isEmpty() && successors.closed();
        List<NodeRef> behind = unknownBehind ? reversed(successors.nodes()) : predecessors.nodes();
        this.predecessors = living(behind, silent);
        this.predecessorsClosed = predecessors.closed();
        this.successors = living(ahead, silent);
        this.successorsClosed = successors.closed();
        this.fingers = fingers.nodes().stream().filter(silent.negate()).toList();
        Set<NodeRef> all = new LinkedHashSet<>(ahead);
        all.addAll(fingers.nodes());
        this.silent = all.stream().filter(silent).toList();
    }

    /** Where next for {@code key}: find_successor of the paper, seen from one node. */
    RoutingStep step(Key key) {
        Optional<KeyRange> mine = predecessors.stream().findFirst().map(before -> arc(before, self));
        if (mine.isEmpty() && successors.isEmpty()) {
            return new RoutingStep.Here(List.of(self), Optional.of(KeyRange.ALL));
        }
        if (mine.isPresent() && mine.get().contains(key)) {
            return new RoutingStep.Here(Replicas.distinct(from(0), Integer.MAX_VALUE), mine);
        }
        KeyRange next = arc(self, successors.get(0));
        if (next.contains(key)) {
            return new RoutingStep.Here(Replicas.distinct(from(1), Integer.MAX_VALUE), Optional.of(next));
        }
        return new RoutingStep.Onward(onward(key));
    }

    /** The first {@code count} holders of {@code key}; empty if it lies beyond the neighbourhood. */
    List<NodeRef> replicaSet(Key key, int count) {
        List<NodeRef> stretch = stretch();
        for (int i = 1; i < stretch.size(); i++) {
            if (arc(stretch.get(i - 1), stretch.get(i)).contains(key)) {
                return Replicas.distinct(around(stretch, i), count);
            }
        }
        boolean whole = successorsClosed || predecessorsClosed;
        return whole ? Replicas.distinct(around(stretch, 0), count) : List.of();
    }

    /** The arc for which this node is among the first {@code count} holders; empty while nobody has shown up before it. */
    Optional<KeyRange> coverage(int count) {
        return predecessors.isEmpty() && !successors.isEmpty()
                ? Optional.empty()
                : Optional.of(Replicas.coverage(self, predecessors, predecessorsClosed, count));
    }

    /** Up to {@code count} other nodes of the neighbourhood, nearest on the circle first. */
    List<NodeRef> neighborSet(int count) {
        Set<NodeRef> all = new LinkedHashSet<>(successors);
        all.addAll(predecessors);
        return all.stream()
                .sorted(Comparator.comparing(node -> self.id().closenessTo(node.id())))
                .limit(count)
                .toList();
    }

    /**
     * Whom to ask next, best first: the nodes closest before the key, and the successors, which are enough by themselves
     * to reach every key; so each step comes strictly closer. Only for a key that has just passed to a node behind us
     * that node comes first, instead of nearly the whole way round. Silent nodes come last.
     */
    private List<NodeRef> onward(Key key) {
        Set<NodeRef> chosen = new LinkedHashSet<>();
        for (int i = 1; i < predecessors.size(); i++) {
            if (arc(predecessors.get(i), predecessors.get(i - 1)).contains(key)) {
                chosen.add(predecessors.get(i - 1));
            }
        }
        Set<NodeRef> shortcuts = new LinkedHashSet<>(fingers);
        shortcuts.addAll(successors);
        closestBefore(key, shortcuts).stream().limit(candidates).forEach(chosen::add);
        chosen.addAll(closestBefore(key, successors));
        chosen.addAll(closestBefore(key, silent));
        return List.copyOf(chosen);
    }

    private List<NodeRef> closestBefore(Key key, Iterable<NodeRef> nodes) {
        List<NodeRef> before = new ArrayList<>();
        for (NodeRef node : nodes) {
            if (node.id().isStrictlyBetween(self.id(), key)) {
                before.add(node);
            }
        }
        before.sort(Comparator.comparing(node -> node.id().distanceTo(key)));
        return before;
    }

    /** The neighbourhood clockwise; if some list goes all the way round, each node of the ring exactly once. */
    private List<NodeRef> stretch() {
        List<NodeRef> nodes = new ArrayList<>();
        if (successorsClosed || !predecessorsClosed) {
            nodes.add(self);
            nodes.addAll(successors);
        }
        if (!successorsClosed) {
            List<NodeRef> before = reversed(predecessors);
            if (predecessorsClosed) {
                before.add(self);
            }
            nodes.addAll(0, before);
        }
        return nodes;
    }

    private List<NodeRef> around(List<NodeRef> stretch, int first) {
        List<NodeRef> clockwise = new ArrayList<>(stretch.subList(first, stretch.size()));
        if (successorsClosed || predecessorsClosed) {
            clockwise.addAll(stretch.subList(0, first));
        }
        return clockwise;
    }

    /** This node (0) or its successors (1) and what follows, round to this node if the list is closed. */
    private List<NodeRef> from(int first) {
        List<NodeRef> clockwise = new ArrayList<>();
        clockwise.add(self);
        clockwise.addAll(successors);
        if (successorsClosed) {
            Collections.rotate(clockwise, -first);
            return clockwise;
        }
        return clockwise.subList(first, clockwise.size());
    }

    private static KeyRange arc(NodeRef after, NodeRef upTo) {
        return new KeyRange(after.id(), upTo.id());
    }

    /** The nodes that answer; all of them if none does, because something must be tried. */
    private static List<NodeRef> living(List<NodeRef> nodes, Predicate<NodeRef> silent) {
        List<NodeRef> living = nodes.stream().filter(silent.negate()).toList();
        return living.isEmpty() ? nodes : living;
    }

    private static List<NodeRef> reversed(List<NodeRef> nodes) {
        List<NodeRef> reversed = new ArrayList<>(nodes);
        Collections.reverse(reversed);
        return reversed;
    }
}
