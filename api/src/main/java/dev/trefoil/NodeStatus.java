package dev.trefoil;

import java.util.List;

/**
 * A node's own view of itself at one moment.
 *
 * @param nodes its virtual nodes
 * @param network the name of the network it belongs to
 * @param overlay the overlay it speaks, for example {@code chord}
 * @param bits m, the identifier length
 * @param replicas N, the copies kept of each value
 * @param neighbors the nodes its virtual nodes keep track of, its own left out
 * @param entries how many slots its store holds
 * @param bytes about how many bytes of user data its store holds
 * @param state whether it may be relied on for its share of the data
 * @param lookups how many lookups it has started
 * @param lookupHops how many hops those took together
 * @param lookupHopsMax how many hops the longest of them took
 */
public record NodeStatus(
        List<NodeRef> nodes,
        String network,
        String overlay,
        int bits,
        int replicas,
        List<NodeRef> neighbors,
        long entries,
        long bytes,
        State state,
        long lookups,
        long lookupHops,
        int lookupHopsMax) {

    /** Copies the lists. */
    public NodeStatus {
        nodes = List.copyOf(nodes);
        neighbors = List.copyOf(neighbors);
    }

    /** Where a node stands between joining and leaving. */
    public enum State {
        /** Not yet a member of the overlay. */
        JOINING,
        /** A member that is still receiving keys it has become responsible for. */
        LOADING,
        /** A member that holds all it is responsible for, and nothing that it still has to hand over. */
        SETTLED,
        /** Handing over before it leaves. */
        LEAVING,
        /** No longer part of the network. */
        CLOSED
    }
}
