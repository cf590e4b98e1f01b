package dev.trefoil.kbr;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import java.util.List;
import java.util.Optional;

/** What a virtual node offers to an application on it: the downcalls of the common API (Dabek et al. 2003, 3.2). */
public interface KeyBasedRouting {

    /** The virtual node the application is on. */
    NodeRef self();

    /**
     * Sends {@code payload} towards the root of {@code key}, to the application of the same name there; no answer.
     *
     * @param hint a node to try first; empty lets the overlay choose
     */
    void route(Key key, Bytes payload, Optional<NodeRef> hint);

    /**
     * Up to {@code count} nodes this node knows that would be a next hop towards {@code key}, best first.
     *
     * @param safe asks for candidates that a minority of malicious nodes cannot have chosen; ignored until there is
     *     secure routing
     */
    List<NodeRef> localLookup(Key key, int count, boolean safe);

    /** Up to {@code count} nodes near this one on the circle. */
    List<NodeRef> neighborSet(int count);

    /** Up to {@code count} nodes that should hold copies of {@code key}, as far as this node can tell. */
    List<NodeRef> replicaSet(Key key, int count);

    /**
     * The keys for which this node is among the first {@code count} replicas: the paper's {@code range} for this node
     * and all ranks below {@code count}. Empty if the overlay does not place keys by arcs.
     */
    Optional<KeyRange> range(int count);
}
