package dev.trefoil;

import java.time.Duration;

/**
 * How one read is done.
 *
 * @param consistency how many replicas must answer
 * @param deadline how long the caller is willing to wait; then {@link UnavailableException}. Retries, other paths and
 *     other replicas are tried within it
 */
public record ReadOptions(Consistency consistency, Duration deadline) {

    /** A quorum within ten seconds. */
    public static final ReadOptions DEFAULTS = new ReadOptions(Consistency.QUORUM, Duration.ofSeconds(10));

    /** Refuses a deadline that has already passed. */
    public ReadOptions {
        WriteOptions.requirePositive(deadline, "deadline");
    }

    /** The same with another consistency. */
    public ReadOptions with(Consistency other) {
        return new ReadOptions(other, deadline);
    }

    /** The same with another deadline. */
    public ReadOptions within(Duration other) {
        return new ReadOptions(consistency, other);
    }
}
