package dev.trefoil.kbr;

import dev.trefoil.Bytes;
import dev.trefoil.NodeRef;
import java.util.Optional;

/** What an application decides about a message that passes through its node. */
public sealed interface Forwarding permits Forwarding.Proceed, Forwarding.Divert, Forwarding.Stop {

    /** Send it on as it is. */
    record Proceed() implements Forwarding {}

    /**
     * Send something else, or to another node.
     *
     * @param payload what travels on
     * @param nextHop where to, instead of the overlay's choice; empty to keep that choice
     */
    record Divert(Bytes payload, Optional<NodeRef> nextHop) implements Forwarding {}

    /**
     * It ends here.
     *
     * @param reply the answer to the origin; empty for none
     */
    record Stop(Optional<Bytes> reply) implements Forwarding {}
}
