package dev.trefoil.node.replication;

import dev.trefoil.Key;

/** The other virtual nodes of this process, with which it shares one store. Called on the loop, answers at once. */
@FunctionalInterface
public interface Siblings {

    /** A process with one virtual node. */
    Siblings NONE = key -> false;

    /** Whether one of the others is responsible for {@code key}, so that what the store holds for it is no stray. */
    boolean cover(Key key);
}
