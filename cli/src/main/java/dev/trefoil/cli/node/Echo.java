package dev.trefoil.cli.node;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.kbr.KbrApplication;
import java.util.function.Consumer;

/** An application that returns what it gets, so that {@code trefoil route} can be tried on any node. */
final class Echo implements KbrApplication {

    /** The name it is attached under. */
    static final String NAME = "echo";

    @Override
    public void deliver(Key key, Bytes payload, NodeRef origin, Consumer<? super Bytes> reply) {
        reply.accept(payload);
    }
}
