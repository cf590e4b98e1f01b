package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import dev.trefoil.chord.RingRules.Notification;
import dev.trefoil.chord.RingRules.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the operations on the ring one at a time, as the proof demands (Zave 2017: a node is idle, stabilising or
 * rectifying).
 *
 * <p>Notifications wait in a queue of their own, one for each notifier, and take turns with stabilising: neither kind can
 * starve the other.
 */
final class Upkeep {

    private final ChordState state;
    private final Peers peers;
    private final RingRules rules;
    private final Consumer<Outcome> withoutPlace;
    private final Map<NodeRef, Notification> notifications = new LinkedHashMap<>();
    private @Nullable NodeRef stranger;
    private boolean running;
    private boolean stabiliseDue;
    private boolean stabilisedLast;
    private int busyInRow;

    /**
     * The upkeep of one node.
     *
     * @param withoutPlace told when the node is left {@link Outcome#ALONE} or {@link Outcome#LOST}
     */
    Upkeep(ChordState state, Peers peers, RingRules rules, Consumer<Outcome> withoutPlace) {
        this.state = state;
        this.peers = peers;
        this.rules = rules;
        this.withoutPlace = withoutPlace;
    }

    /** Stabilises, now or as soon as what is running has ended. */
    void stabilise() {
        stabiliseDue = true;
        next();
    }

    /** Takes {@code node}, which was met elsewhere, as successor if it stands before the present one. */
    void adopt(NodeRef node) {
        stranger = node;
        next();
    }

    /**
     * Considers a notifier, now or later.
     *
     * @return whether there was room in the queue
     */
    boolean rectify(Notification notification) {
        if (notifications.size() >= state.config().notifications() && !notifications.containsKey(notification.from())) {
            return false;
        }
        notifications.put(notification.from(), notification);
        next();
        return true;
    }

    /** Forgets all that was under way or waiting: a new life on the ring begins, or the old one ends. */
    void reset() {
        notifications.clear();
        stranger = null;
        running = false;
        stabiliseDue = false;
        busyInRow = 0;
    }

    private void next() {
        if (running || !state.isOnRing()) {
            return;
        }
        boolean othersWait = !notifications.isEmpty() || stranger != null;
        if (stabiliseDue && !(stabilisedLast && othersWait)) {
            stabiliseDue = false;
            stabilisedLast = true;
            running = true;
            rules.stabilise(this::stabilised);
        } else if (othersWait) {
            stabilisedLast = false;
            running = true;
            serveOther();
        }
    }

    private void serveOther() {
        if (notifications.isEmpty() && stranger != null) {
            NodeRef candidate = stranger;
            stranger = null;
            rules.adopt(candidate, this::ended);
        } else {
            Notification oldest = notifications.values().iterator().next();
            notifications.remove(oldest.from());
            rules.rectify(oldest, this::ended);
        }
    }

    private void stabilised(Outcome outcome) {
        busyInRow = outcome == Outcome.BUSY ? busyInRow + 1 : 0;
        if (outcome == Outcome.BUSY) {
            ChordConfig config = state.config();
            peers.later(
                    Jitter.backoff(
                            config.retry(),
                            busyInRow - 1,
                            config.stabilise(),
                            state.context().random()),
                    this::stabilise);
        }
        ended(outcome);
    }

    private void ended(Outcome outcome) {
        running = false;
        if (outcome == Outcome.ALONE || outcome == Outcome.LOST) {
            withoutPlace.accept(outcome);
            return;
        }
        stabiliseDue |= outcome == Outcome.AGAIN;
        next();
    }
}
