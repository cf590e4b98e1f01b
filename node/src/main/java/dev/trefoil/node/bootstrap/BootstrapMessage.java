package dev.trefoil.node.bootstrap;

import dev.trefoil.NodeRef;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.Request;

/** What nodes say to each other before they know whether they are of the same network. */
sealed interface BootstrapMessage extends Message {

    /** "Who are you?" */
    record Hello(NetworkIdentity network) implements BootstrapMessage, Request<Welcome> {}

    /**
     * "This is who I am." Said to everybody, so that the asker can tell its user what differs.
     *
     * @param member whether the node may be joined through
     */
    record Welcome(NodeRef node, NetworkIdentity network, boolean member) implements BootstrapMessage {}
}
