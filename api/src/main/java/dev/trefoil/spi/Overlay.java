package dev.trefoil.spi;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one virtual node knows about where keys live, and how it keeps that knowledge fresh.
 *
 * <p>An overlay answers local questions and maintains its tables; it never moves a message for others. Lookups, routing
 * and replication are written once, on top of this interface. Used on the node's loop only.
 */
public interface Overlay {

    /**
     * Becomes a member of the network, and from then on maintains its tables until {@link #leave} or the loop's end.
     *
     * @param seeds members to start from, checked to be of the same network; empty to start a new network
     * @param joined runs once, when this node answers as a member
     * @param failed runs once instead, with the reason, if the network cannot take this node in
     */
    void join(List<NodeRef> seeds, Runnable joined, Consumer<? super JoinFailure> failed);

    /** Tells the neighbours, stops being a member, and runs {@code left} once; the data has been handed over before. */
    void leave(Runnable left);

    /** Whether this node answers as a member. A node that is not refuses its peers' questions. */
    boolean isMember();

    /** Where next for {@code key}: pure, local, instant. */
    RoutingStep nextStep(Key key);

    /**
     * Who should hold {@code key} as far as this node can tell, on distinct addresses: the first {@code count} of one
     * order, so a larger count only appends. May be shorter, and is only as good as this node's view of that region.
     */
    List<NodeRef> replicaSet(Key key, int count);

    /** Up to {@code count} nodes near this one, nearest first, this one left out. */
    List<NodeRef> neighborSet(int count);

    /**
     * The arc of keys for which this node is among the first {@code count} replicas, by its own view. Empty while it is
     * not a member, while it does not know whether it still has its place, and always if the overlay does not place
     * keys by arcs. A node that had an arc and has none answers for nothing.
     */
    Optional<KeyRange> coverage(int count);

    /** A message from {@code node} has arrived: it is alive. Not proof that it is a member. */
    default void heardFrom(NodeRef node) {}

    /** {@code node} did not answer. The overlay asks for itself before it forgets a neighbour for good. */
    void suspect(NodeRef node);

    /** This node has begun to hold a value for {@code key}; for overlays that look up and store in different places. */
    default void holding(Key key) {}

    /** This node no longer holds any value for {@code key}. */
    default void released(Key key) {}

    /** Why a network did not take a node in. */
    enum JoinFailure {
        /** A living node at another address has the same id. */
        DUPLICATE_ID,
        /** No seed led to a place in the network, in spite of repeated tries. */
        NO_ANSWER
    }
}
