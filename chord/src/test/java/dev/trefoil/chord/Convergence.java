package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import dev.trefoil.chord.Behaviour.State;
import dev.trefoil.chord.Moments.Event;
import dev.trefoil.chord.Moments.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets a small network run on without joins and failures, every member stabilising once in each round. */
final class Convergence {

    /** After so many events in one round two nodes are keeping each other busy for ever. */
    private static final int EVENTS_MAX = 10_000;

    private final Moments moments;

    Convergence(Moments moments) {
        this.moments = moments;
    }

    /** How many rounds the ring may take to become ideal: 2 N + 2 r. */
    int bound() {
        return 2 * moments.nodes.size() + 2 * moments.scope.r();
    }

    /** How many rounds it takes from here; more than the bound if it has not happened by then. */
    int rounds(int[] from) {
        int[] row = settle(from);
        for (int round = 0; round <= bound(); round++) {
            if (isIdeal(row)) {
                return round;
            }
            for (int node = 0; node < moments.nodes.size(); node++) {
                if (moments.isUp(row, node) && moments.state(row, node).tick >= 0) {
                    Event tick = new Event(Kind.STABILISES, node, moments.state(row, node).tick);
                    row = settle(moments.after(row, tick));
                }
            }
        }
        return bound() + 1;
    }

    /** Whether nothing is under way and nothing waits but for the next round. */
    boolean isAtRest(int[] row) {
        return next(row).isEmpty();
    }

    private int[] settle(int[] from) {
        int[] row = from;
        for (int i = 0; i < EVENTS_MAX; i++) {
            Optional<Event> next = next(row);
            if (next.isEmpty()) {
                return row;
            }
            row = moments.after(row, next.get());
        }
        throw new AssertionError("never at rest: " + moments.flights(row));
    }

    private Optional<Event> next(int[] row) {
        return moments.events(row).stream()
                .filter(event -> event.kind() == Kind.ARRIVES || event.kind() == Kind.RETRIES)
                .findFirst();
    }

    private boolean isIdeal(int[] row) {
        List<NodeRef> ring = new ArrayList<>();
        for (int node = 0; node < moments.nodes.size(); node++) {
            if (moments.isUp(row, node) && moments.state(row, node).isMember) {
                ring.add(moments.nodes.get(node));
            }
        }
        ring.sort(ModelChecker.clockwise());
        for (int i = 0; i < ring.size(); i++) {
            State state = moments.state(row, moments.nodes.indexOf(ring.get(i)));
            List<NodeRef> ahead = new ArrayList<>();
            for (int k = 1; k <= Math.min(moments.scope.r(), ring.size() - 1); k++) {
                ahead.add(ring.get((i + k) % ring.size()));
            }
            Optional<NodeRef> behind = Optional.of(ring.get(Math.floorMod(i - 1, ring.size())));
            if (!state.successors.equals(ahead) || !state.predecessor.equals(behind)) {
                return false;
            }
        }
        return true;
    }
}
