package dev.trefoil.node.replication;

/**
 * What became of the entries of a node that wanted to leave.
 *
 * @param handedOver how many slots the other replicas have confirmed to hold
 * @param remaining how many slots not all of them have confirmed; if this node goes now, these have fewer copies than
 *     they should, or none
 */
public record HandOverReport(long handedOver, long remaining) {

    /** Whether nothing is lost by leaving. */
    public boolean isComplete() {
        return remaining == 0;
    }
}
