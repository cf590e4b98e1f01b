package dev.trefoil.node.routing;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.Request;
import dev.trefoil.spi.RoutingStep;
import java.util.List;

/** All that nodes say to each other about the way to a key. */
sealed interface RoutingMessage extends Message {

    /** The most nodes that one answer names. */
    int NODES_MAX = 64;

    /** The longest name of an application, in characters. */
    int APPLICATION_MAX = 255;

    /** The most nodes a message may have come by. */
    int PATH_MAX = 1_024;

    /** "Where next for this key?" */
    record NextStep(Key key) implements RoutingMessage, Request<NextStepAnswer> {}

    /** The overlay's answer. */
    record NextStepAnswer(RoutingStep step) implements RoutingMessage {}

    /**
     * A message on its way; the answer passes the responsibility for it.
     *
     * @param origin who sent it
     * @param id chosen by the origin, and never again
     * @param key where it is going
     * @param application whom it is for
     * @param payload what it says
     * @param path the ids of the nodes that have forwarded it, the origin first
     * @param atRoot whether its sender knows the receiver to be the root
     * @param answerExpected whether the origin waits for an {@link Arrival}
     */
    record Route(
            NodeRef origin,
            long id,
            Key key,
            String application,
            Bytes payload,
            List<Key> path,
            boolean atRoot,
            boolean answerExpected)
            implements RoutingMessage, Request<Taken> {

        /** Copies the path; refuses a name or a path that is too long. */
        public Route {
            path = List.copyOf(path);
            if (application.length() > APPLICATION_MAX || path.size() > PATH_MAX) {
                throw new IllegalArgumentException("the name or the path of a routed message is too long");
            }
        }
    }

    /** The receiver is responsible from now on. */
    record Taken() implements RoutingMessage {}

    /**
     * What became of a message, told to its origin.
     *
     * @param id of the message
     * @param outcome what became of it
     * @param payload the answer; empty unless there is one
     * @param node where that was decided
     * @param hops how many nodes forwarded the message
     */
    record Arrival(long id, Outcome outcome, Bytes payload, NodeRef node, int hops)
            implements RoutingMessage, Request<Taken> {}

    /** What may become of a message. */
    enum Outcome {
        /** The application answered. */
        ANSWERED,
        /** The root has no application of that name. */
        NO_APPLICATION,
        /** The application failed. */
        NO_ANSWER,
        /** There was no way on. */
        LOST
    }
}
