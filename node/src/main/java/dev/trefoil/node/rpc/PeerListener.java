package dev.trefoil.node.rpc;

import dev.trefoil.NodeRef;

/** Hears which peers speak and which are silent; in a node, the overlay. On the loop. */
public interface PeerListener {

    /** A message of {@code peer} has arrived. */
    void heardFrom(NodeRef peer);

    /** {@code peer} did not answer as a living member would. */
    void suspect(NodeRef peer);
}
