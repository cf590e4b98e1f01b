package dev.trefoil.kbr;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import java.util.function.Consumer;

/**
 * An application on one virtual node, addressed by keys: the upcalls of the common API (Dabek et al. 2003, 3.2).
 *
 * <p>Called on the node's loop, one call at a time. An exception thrown from an upcall is logged and treated as no
 * answer; it does not harm the node.
 */
public interface KbrApplication {

    /**
     * A message has reached the root of {@code key}, which is this node.
     *
     * @param origin who sent it
     * @param reply takes the answer, once, now or later; an origin that waits in vain gets a timeout
     */
    void deliver(Key key, Bytes payload, NodeRef origin, Consumer<? super Bytes> reply);

    /** A message on its way to {@code key} is about to leave this node for {@code nextHop}. */
    default Forwarding forward(Key key, Bytes payload, NodeRef nextHop) {
        return new Forwarding.Proceed();
    }

    /** A node has entered ({@code joined}) or left this node's neighbour set. */
    default void update(NodeRef neighbor, boolean joined) {}
}
