package dev.trefoil.cli.demo;

import dev.trefoil.Address;
import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus;
import java.util.List;

/** Whether the network has got over what was done to it, as far as its own nodes can tell. */
final class Health {

    private Health() {}

    /**
     * Whether all is well again: every node holds what it should, none counts on one that is gone, and every key has as
     * many copies as it should.
     *
     * @param statuses of all living nodes
     * @param gone where nodes listened that are no longer there
     * @param keys how many keys are known to be stored
     */
    static boolean isRepaired(List<NodeStatus> statuses, List<Address> gone, long keys) {
        if (statuses.isEmpty()) {
            return false;
        }
        boolean settled = statuses.stream().allMatch(status -> status.state() == NodeStatus.State.SETTLED);
        boolean haunted = statuses.stream()
                .flatMap(status -> status.neighbors().stream())
                .map(NodeRef::address)
                .anyMatch(gone::contains);
        long copies = statuses.stream().mapToLong(NodeStatus::entries).sum();
        int wanted = Math.min(statuses.get(0).replicas(), statuses.size());
        return settled && !haunted && copies >= keys * wanted;
    }
}
