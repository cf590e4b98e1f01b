package dev.trefoil.node.bootstrap;

import java.time.Duration;

/**
 * How long a node tries to find its network.
 *
 * @param joinTime when the start has failed. Seeds that start at the same time as this node need some of it
 * @param helloTime how long one seed may take to say who it is; long enough for a virtual machine that is just starting
 * @param pause how long to wait before all seeds are asked again; doubled each time
 * @param pauseMax never wait longer
 */
public record BootstrapConfig(Duration joinTime, Duration helloTime, Duration pause, Duration pauseMax) {

    /** The most seeds a node may be given. */
    public static final int SEEDS_MAX = 64;

    /** Refuses times that have passed. */
    public BootstrapConfig {
        for (Duration time : new Duration[] {joinTime, helloTime, pause, pauseMax}) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("times of the start must be longer than zero, not " + time);
            }
        }
    }

    /** Thirty seconds to join. */
    public static BootstrapConfig defaults() {
        return within(Duration.ofSeconds(30));
    }

    /** As {@link #defaults}, with another time to join. */
    public static BootstrapConfig within(Duration joinTime) {
        return new BootstrapConfig(joinTime, Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofSeconds(2));
    }
}
