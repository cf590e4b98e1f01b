package dev.trefoil.chord;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Durations with chance in them, so that nodes that started together do not stay in step. */
final class Jitter {

    private Jitter() {}

    /** {@code period}, a quarter more or less. */
    static Duration around(Duration period, RandomGenerator random) {
        return scaled(period, 0.75 + random.nextDouble() / 2);
    }

    /** Half of {@code base} up to one and a half of it, doubled {@code doublings} times but never more than {@code most}. */
    static Duration backoff(Duration base, int doublings, Duration most, RandomGenerator random) {
        Duration delay = base.multipliedBy(1L << Math.min(doublings, 20));
        return scaled(delay.compareTo(most) < 0 ? delay : most, 0.5 + random.nextDouble());
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }
}
