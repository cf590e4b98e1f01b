package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.Request;
import java.util.List;

/**
 * All that nodes of a Chord ring say to each other.
 *
 * <p>A list is an unbroken stretch of the ring, nearest first, as its sender knows it; the sender itself stands at the
 * end of a list that leads all the way round a small ring. Whoever receives one trusts nothing in it: a node named here
 * is adopted only after it has answered for itself.
 */
sealed interface ChordMessage extends Message {

    /** Asks for the neighbours, in order to build on them. Refused as busy in the middle of an update of one's own. */
    record AskNeighbors() implements ChordMessage, Request<Neighbors> {}

    /**
     * A node's neighbours at one instant.
     *
     * @param predecessors counter-clockwise; the first is the predecessor. Empty if there is none
     * @param successors clockwise; the first is the successor
     */
    record Neighbors(List<NodeRef> predecessors, List<NodeRef> successors) implements ChordMessage {
        /** Copies the lists. */
        public Neighbors {
            predecessors = List.copyOf(predecessors);
            successors = List.copyOf(successors);
        }
    }

    /**
     * Says "I may be your predecessor".
     *
     * @param predecessors the sender's own, as hints
     */
    record Notify(List<NodeRef> predecessors) implements ChordMessage, Request<Noted> {
        /** Copies the lists. */
        public Notify {
            predecessors = List.copyOf(predecessors);
        }
    }

    /** Says that a notice has been taken; what follows from it happens later. */
    record Noted() implements ChordMessage {}

    /** Asks "are you there?". Every member answers at once, whatever it is doing. */
    record Ping() implements ChordMessage, Request<Pong> {}

    /** Says "I am here, and a member". */
    record Pong() implements ChordMessage {}

    /**
     * Says "I am no longer a member".
     *
     * @param predecessors the leaver's own: one of them comes before the receiver now
     */
    record Leaving(List<NodeRef> predecessors) implements ChordMessage, Request<Noted> {
        /** Copies the lists. */
        public Leaving {
            predecessors = List.copyOf(predecessors);
        }
    }

    /** Tells a former predecessor that somebody stands between it and the sender now. */
    record PredecessorChanged() implements ChordMessage, Request<Noted> {}
}
