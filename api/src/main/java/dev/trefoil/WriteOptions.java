package dev.trefoil;

import java.time.Duration;
import java.util.Optional;

/**
 * How one write is done.
 *
 * @param consistency how many replicas must have stored the write before it is acknowledged. A conditional write
 *     always needs at least a quorum
 * @param deadline how long the caller is willing to wait; then {@link OutcomeUnknownException} or
 *     {@link UnavailableException}
 * @param timeToLive how long from now the value is kept; empty for ever. Becomes an absolute time once, where the write
 *     starts
 */
public record WriteOptions(Consistency consistency, Duration deadline, Optional<Duration> timeToLive) {

    /** A quorum within ten seconds, kept for ever. */
    public static final WriteOptions DEFAULTS =
            new WriteOptions(Consistency.QUORUM, Duration.ofSeconds(10), Optional.empty());

    /** Refuses a deadline or a time to live that has already passed. */
    public WriteOptions {
        requirePositive(deadline, "deadline");
        timeToLive.ifPresent(time -> requirePositive(time, "time to live"));
    }

    /** The same with another consistency. */
    public WriteOptions with(Consistency other) {
        return new WriteOptions(other, deadline, timeToLive);
    }

    /** The same with another deadline. */
    public WriteOptions within(Duration other) {
        return new WriteOptions(consistency, other, timeToLive);
    }

    /** The same, but the value is forgotten after {@code time}. */
    public WriteOptions keptFor(Duration time) {
        return new WriteOptions(consistency, deadline, Optional.of(time));
    }

    static void requirePositive(Duration duration, String what) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("the " + what + " must be longer than zero, not " + duration);
        }
    }
}
