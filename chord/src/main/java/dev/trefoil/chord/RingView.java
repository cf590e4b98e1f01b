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
import org.jspecify.annotations.Nullable;

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
    /** Fingers and successors that answer, clockwise, each once. */
    private final List<NodeRef> shortcuts;

    private final List<NodeRef> silent;
    private final int candidates;

    /** All neighbours, nearest first; made when first asked for. */
    private @Nullable List<NodeRef> neighbors;

    /**
     * Takes the tables as they are.
     *
     * @param silent the nodes that did not answer when they were last asked
     * @param candidates how many of the closest fingers a step offers
     */
    RingView(
            NodeRef self,
            PredecessorList predecessors,
            SuccessorList successors,
            FingerTable fingers,
            Set<NodeRef> silent,
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
        this.shortcuts = merged(without(fingers.nodes(), silent), this.successors);
        this.silent = silent.isEmpty() ? List.of() : known(ahead, fingers.nodes(), silent);
    }

    /** Where next for {@code key}: find_successor of the paper, seen from one node. */
    RoutingStep step(Key key) {
        if (predecessors.isEmpty() && successors.isEmpty()) {
            return new RoutingStep.Here(List.of(self), Optional.of(KeyRange.ALL));
        }
        if (!predecessors.isEmpty() && isInArc(key, predecessors.get(0), self)) {
            return here(0, predecessors.get(0), self);
        }
        if (isInArc(key, self, successors.get(0))) {
            return here(1, self, successors.get(0));
        }
        return new RoutingStep.Onward(onward(key));
    }

    /** The first {@code count} holders of {@code key}; empty if it lies beyond the neighbourhood. */
    List<NodeRef> replicaSet(Key key, int count) {
        List<NodeRef> stretch = stretch();
        for (int i = 1; i < stretch.size(); i++) {
            if (isInArc(key, stretch.get(i - 1), stretch.get(i))) {
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
        List<NodeRef> all = neighbors;
        if (all == null) {
            Set<NodeRef> distinct = new LinkedHashSet<>(successors);
            distinct.addAll(predecessors);
            all = distinct.stream()
                    .sorted(Comparator.comparing(node -> self.id().closenessTo(node.id())))
                    .toList();
            neighbors = all;
        }
        return count >= all.size() ? all : all.subList(0, count);
    }

    /**
     * Whom to ask next, best first: the nodes closest before the key, and the successors, which are enough by themselves
     * to reach every key; so each step comes strictly closer. Only for a key that has just passed to a node behind us
     * that node comes first, instead of nearly the whole way round. Silent nodes come last.
     */
    private List<NodeRef> onward(Key key) {
        List<NodeRef> chosen = new ArrayList<>();
        int before = countBefore(key, shortcuts);
        int end = Math.max(0, before - candidates);
        for (int i = before - 1; i >= end; i--) {
            chosen.add(shortcuts.get(i));
        }
        if (end > 0) {
            // Those further back than the last one chosen are the successors that are not chosen yet.
            Key last = shortcuts.get(end).id();
            for (int i = countBefore(last, successors) - 1; i >= 0; i--) {
                chosen.add(successors.get(i));
            }
        }
        justPassed(key).ifPresent(node -> {
            chosen.remove(node);
            chosen.add(0, node);
        });
        for (int i = countBefore(key, silent) - 1; i >= 0; i--) {
            if (!chosen.contains(silent.get(i))) {
                chosen.add(silent.get(i));
            }
        }
        return chosen;
    }

    private Optional<NodeRef> justPassed(Key key) {
        for (int i = 1; i < predecessors.size(); i++) {
            if (isInArc(key, predecessors.get(i), predecessors.get(i - 1))) {
                return Optional.of(predecessors.get(i - 1));
            }
        }
        return Optional.empty();
    }

    /** How many of {@code clockwise} lie strictly between this node and {@code key}: they come first. */
    private int countBefore(Key key, List<NodeRef> clockwise) {
        int low = 0;
        int high = clockwise.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (clockwise.get(middle).id().isStrictlyBetween(self.id(), key)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Both lists in one, clockwise from this node like each of them. */
    private List<NodeRef> merged(List<NodeRef> one, List<NodeRef> other) {
        List<NodeRef> merged = new ArrayList<>(one.size() + other.size());
        int i = 0;
        int j = 0;
        while (i < one.size() && j < other.size()) {
            int order = self.id()
                    .distanceTo(one.get(i).id())
                    .compareTo(self.id().distanceTo(other.get(j).id()));
            merged.add(order <= 0 ? one.get(i) : other.get(j));
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        merged.addAll(one.subList(i, one.size()));
        merged.addAll(other.subList(j, other.size()));
        return List.copyOf(merged);
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

    /** The answer for the arc between two nodes next to each other: {@code upTo} holds it, the first of what follows. */
    private RoutingStep here(int first, NodeRef after, NodeRef upTo) {
        return new RoutingStep.Here(
                Replicas.distinct(from(first), Integer.MAX_VALUE), Optional.of(new KeyRange(after.id(), upTo.id())));
    }

    private static boolean isInArc(Key key, NodeRef after, NodeRef upTo) {
        return key.isBetween(after.id(), upTo.id());
    }

    /** The nodes that answer; all of them if none does, because something must be tried. */
    private static List<NodeRef> living(List<NodeRef> nodes, Set<NodeRef> silent) {
        List<NodeRef> living = without(nodes, silent);
        return living.isEmpty() ? nodes : living;
    }

    private static List<NodeRef> without(List<NodeRef> nodes, Set<NodeRef> silent) {
        return silent.isEmpty()
                ? nodes
                : nodes.stream().filter(node -> !silent.contains(node)).toList();
    }

    /** Those of {@code silent} that are successors or fingers, clockwise. */
    private List<NodeRef> known(List<NodeRef> ahead, List<NodeRef> fingers, Set<NodeRef> silent) {
        return merged(fingers, ahead).stream().filter(silent::contains).toList();
    }

    private static List<NodeRef> reversed(List<NodeRef> nodes) {
        List<NodeRef> reversed = new ArrayList<>(nodes);
        Collections.reverse(reversed);
        return reversed;
    }
}
