package dev.trefoil;

import java.util.Optional;

/**
 * What became of a conditional write that has a certain outcome. An uncertain one is an {@link OutcomeUnknownException}.
 */
public sealed interface WriteResult permits WriteResult.Applied, WriteResult.Refused {

    /** Whether the write took place. */
    boolean isApplied();

    /**
     * The condition held and the write is stored on the replicas it was to be stored on.
     *
     * @param version of the new value
     */
    record Applied(Version version) implements WriteResult {
        @Override
        public boolean isApplied() {
            return true;
        }
    }

    /**
     * The condition did not hold, and nothing was written.
     *
     * @param current what a quorum of the replicas holds; empty if there is no value
     */
    record Refused(Optional<Versioned> current) implements WriteResult {
        @Override
        public boolean isApplied() {
            return false;
        }
    }
}
