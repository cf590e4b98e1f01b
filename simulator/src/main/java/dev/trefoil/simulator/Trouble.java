package dev.trefoil.simulator;

import dev.trefoil.transport.inmem.LinkFaults;
import java.time.Duration;

/**
 * What goes wrong in a network, and how often: links, processes, partitions, clocks. Zero switches a kind of fault off.
 *
 * <p>Only what can be survived: one process is down at a time and the network has time to repair itself after it, and
 * nothing crashes while the network is cut.
 *
 * @param links what happens to messages
 * @param crashesPerMinute how often a process crashes; its host starts it again some seconds later
 * @param diskLoss the fraction of crashes that lose the disk
 * @param pausesPerMinute how often a process stands still, for up to ten seconds
 * @param partitionsPerMinute how often some hosts are cut off from the others, half of the times in one direction only,
 *     for up to twenty seconds
 * @param slowHostsPerMinute how often a host becomes slow, by up to half a second a message, for up to twenty seconds
 * @param clockSkew how far wall clocks are off at most, either way
 */
public record Trouble(
        LinkFaults links,
        double crashesPerMinute,
        double diskLoss,
        double pausesPerMinute,
        double partitionsPerMinute,
        double slowHostsPerMinute,
        Duration clockSkew) {

    /** Nothing goes wrong. */
    public static final Trouble NONE = new Trouble(LinkFaults.NONE, 0, 0, 0, 0, 0, Duration.ZERO);

    /** Refuses rates below zero. */
    public Trouble {
        if (!(crashesPerMinute >= 0
                && pausesPerMinute >= 0
                && partitionsPerMinute >= 0
                && slowHostsPerMinute >= 0
                && diskLoss >= 0
                && diskLoss <= 1)) {
            throw new IllegalArgumentException("rates and fractions are not negative");
        }
    }

    /** Draws which kinds there are and how often they happen: each kind is in every second run only. */
    public static Trouble draw(Trial trial) {
        LinkFaults links = LinkFaults.NONE
                .withLoss(drawn(trial, "loss", 0.1))
                .withDuplication(drawn(trial, "duplication", 0.2))
                .withDenial(drawn(trial, "delivered but reported as failed", 0.05))
                .withStall(
                        drawn(trial, "stall", 0.02),
                        trial.duration("stall time", Duration.ZERO, Duration.ofSeconds(3)));
        return new Trouble(
                links,
                drawn(trial, "crashes a minute", 4),
                drawn(trial, "disk loss", 1),
                drawn(trial, "pauses a minute", 4),
                drawn(trial, "partitions a minute", 3),
                drawn(trial, "slow hosts a minute", 4),
                trial.chance("clocks are off", 0.5)
                        ? trial.duration("clock skew", Duration.ZERO, Duration.ofSeconds(20))
                        : Duration.ZERO);
    }

    private static double drawn(Trial trial, String option, double most) {
        return trial.chance(option + "?", 0.5) ? trial.fraction(option, 0, most) : 0;
    }
}
