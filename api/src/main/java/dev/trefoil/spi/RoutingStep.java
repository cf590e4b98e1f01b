package dev.trefoil.spi;

import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import java.util.List;
import java.util.Optional;

/** One node's answer to "where next for this key?". */
public sealed interface RoutingStep permits RoutingStep.Here, RoutingStep.Onward {

    /**
     * This node knows who holds the key; the lookup ends.
     *
     * @param holders the key's root first, then the replicas in rank order, on distinct addresses, as many as the
     *     overlay can name
     * @param range the arc around the key with the same answer, if the overlay can tell
     */
    record Here(List<NodeRef> holders, Optional<KeyRange> range) implements RoutingStep {

        /** Copies the list; refuses an empty one. */
        public Here {
            holders = List.copyOf(holders);
            if (holders.isEmpty()) {
                throw new IllegalArgumentException("a key that is here has a holder");
            }
        }
    }

    /**
     * Somebody else knows better.
     *
     * @param candidates whom to ask next, best first, never this node. Empty if this node knows nobody
     */
    record Onward(List<NodeRef> candidates) implements RoutingStep {

        /** Copies the list. */
        public Onward {
            candidates = List.copyOf(candidates);
        }
    }
}
