package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import java.util.List;
import java.util.function.Consumer;

/** The operations that keep the ring in order; {@link Upkeep} sees to it that they run one at a time. */
interface RingRules {

    /** Asks the successor, and builds the successor list on its answer. */
    void stabilise(Consumer<Outcome> done);

    /** Takes {@code stranger}, if it stands between this node and its successor, as the new successor. */
    void adopt(NodeRef stranger, Consumer<Outcome> done);

    /** Considers a node that has notified this one as its predecessor. */
    void rectify(Notification notification, Consumer<Outcome> done);

    /** How an operation ended. */
    enum Outcome {
        /** All has been done. */
        SETTLED,
        /** The neighbourhood has changed in a way that calls for stabilising at once. */
        AGAIN,
        /** A peer was alive but busy: try again soon. */
        BUSY,
        /** The only other node of the ring has left it. */
        ALONE,
        /** No successor is left, or others have given this node up: it has no place on the ring. */
        LOST
    }

    /**
     * A node's claim to be the predecessor of this one.
     *
     * @param from who claims it
     * @param predecessors the nodes before it, by its own account
     */
    record Notification(NodeRef from, List<NodeRef> predecessors) {}
}
