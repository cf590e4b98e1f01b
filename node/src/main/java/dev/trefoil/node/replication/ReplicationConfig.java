package dev.trefoil.node.replication;

import java.time.Duration;

/**
 * How many copies are kept, and at what pace they are repaired.
 *
 * @param replicas N, the copies kept of each value, on distinct addresses. All nodes of a network must agree on it
 * @param tick the pause between two looks at what has to be loaded, handed over or compared. Too short loads a network
 *     in which nothing is wrong; too long lengthens the time in which a value has fewer copies than it should
 * @param tombstoneGrace how long deletions and expired values are remembered. A replica away for longer must not come
 *     back with its old data, or deleted values return
 * @param lossGrace how long an arc that nobody has is asked for again, before its replicas accept that the values are
 *     lost and begin anew. Meanwhile reads of the arc are unavailable rather than wrong
 * @param clockAhead how far a stamp may lie ahead of this node's clock. Too large lets one bad clock freeze a key
 * @param operations how many operations of its own application a node carries out at a time; more are refused
 */
public record ReplicationConfig(
        int replicas, Duration tick, Duration tombstoneGrace, Duration lossGrace, Duration clockAhead, int operations) {

    /** The most copies a network may keep. */
    public static final int REPLICAS_MAX = 16;

    /** The longest pause between two looks: a node that looks around more rarely takes its own pace for a sleep. */
    public static final Duration TICK_MAX = Duration.ofSeconds(10);

    /** Refuses what cannot work. */
    public ReplicationConfig {
        if (replicas < 1 || replicas > REPLICAS_MAX) {
            throw new IllegalArgumentException("a value has 1 to " + REPLICAS_MAX + " replicas, not " + replicas);
        }
        requirePositive(tick, "tick");
        if (tick.compareTo(TICK_MAX) > 0) {
            throw new IllegalArgumentException("a tick is at most " + TICK_MAX + ", not " + tick);
        }
        requirePositive(tombstoneGrace, "tombstone grace");
        requirePositive(lossGrace, "loss grace");
        requirePositive(clockAhead, "clock bound");
        if (operations < 1) {
            throw new IllegalArgumentException("a node carries out at least one operation at a time");
        }
    }

    /** Three copies, looked after twice a second. */
    public static ReplicationConfig defaults() {
        return new ReplicationConfig(
                3, Duration.ofMillis(500), Duration.ofDays(1), Duration.ofSeconds(10), Duration.ofSeconds(60), 4_096);
    }

    /** The same with another number of copies. */
    public ReplicationConfig withReplicas(int other) {
        return new ReplicationConfig(other, tick, tombstoneGrace, lossGrace, clockAhead, operations);
    }

    /** The same with another pause between two looks. */
    public ReplicationConfig withTick(Duration other) {
        return new ReplicationConfig(replicas, other, tombstoneGrace, lossGrace, clockAhead, operations);
    }

    private static void requirePositive(Duration duration, String what) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("the " + what + " must be longer than zero, not " + duration);
        }
    }
}
