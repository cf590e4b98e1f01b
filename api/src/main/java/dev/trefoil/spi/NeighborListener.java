package dev.trefoil.spi;

import dev.trefoil.NodeRef;

/** Hears of every change in a node's neighbourhood: the {@code update} upcall of Dabek et al. 2003. On the loop. */
@FunctionalInterface
public interface NeighborListener {

    /** {@code neighbor} has entered ({@code joined}) or left the neighbour set; coverage may have changed with it. */
    void update(NodeRef neighbor, boolean joined);
}
