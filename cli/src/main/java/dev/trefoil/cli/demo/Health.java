package dev.trefoil.cli.demo;

import dev.trefoil.Address;
import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus;
import dev.trefoil.cli.console.Quantity;
import java.util.List;
import java.util.Optional;

/**
 * Whether the network has got over what was done to it, as far as its own nodes can tell.
 *
 * @param statuses of all nodes that answered
 * @param expected how many nodes should answer
 * @param gone where nodes listened that are no longer there
 * @param keys how many keys are known to be stored
 */
record Health(List<NodeStatus> statuses, int expected, List<Address> gone, long keys) {

    /** Copies the lists. */
    Health {
        statuses = List.copyOf(statuses);
        gone = List.copyOf(gone);
    }

    /** What is still wrong, in words; empty if every node is well and every key has as many copies as it should. */
    Optional<String> trouble() {
        if (statuses.isEmpty() || statuses.size() < expected) {
            return Optional.of(Quantity.count(expected - statuses.size(), "node") + " did not answer");
        }
        for (NodeStatus status : statuses) {
            if (status.state() != NodeStatus.State.SETTLED) {
                return Optional.of(name(status) + " is " + status.state());
            }
            for (NodeRef neighbor : status.neighbors()) {
                if (gone.contains(neighbor.address())) {
                    return Optional.of(name(status) + " still counts on " + neighbor.address() + ", which is gone");
                }
            }
        }
        long copies = statuses.stream().mapToLong(NodeStatus::entries).sum();
        long wanted = keys * Math.min(statuses.get(0).replicas(), statuses.size());
        return copies >= wanted
                ? Optional.empty()
                : Optional.of("there are " + Quantity.count(copies) + " copies of " + Quantity.count(keys, "key")
                        + " instead of " + Quantity.count(wanted));
    }

    private static String name(NodeStatus status) {
        return status.nodes().isEmpty()
                ? "a node"
                : "the node at " + status.nodes().get(0).address();
    }
}
