package dev.trefoil.transport.inmem;

import java.time.Duration;

/**
 * How often links misbehave, each fault drawn on its own for each message.
 *
 * @param loss the probability that a message is lost without a trace. Above about 0.3 failure detectors see ghosts
 * @param duplication the probability that a message arrives twice
 * @param denial the probability that a request is delivered and yet reported as failed, as when a connection breaks
 *     before the reply: the fault that makes outcomes unknown
 * @param stall the probability that a message is held up for {@code stallTime} on top of its delay, as by a full queue
 * @param stallTime how long a message that stalls is held up
 */
public record LinkFaults(double loss, double duplication, double denial, double stall, Duration stallTime) {

    /** Nothing goes wrong. */
    public static final LinkFaults NONE = new LinkFaults(0, 0, 0, 0, Duration.ZERO);

    /** Refuses what is not a probability, and a negative time. */
    public LinkFaults {
        requireProbability("loss", loss);
        requireProbability("duplication", duplication);
        requireProbability("denial", denial);
        requireProbability("stall", stall);
        if (stallTime.isNegative()) {
            throw new IllegalArgumentException("a message cannot stall for " + stallTime);
        }
    }

    /** These faults, with another probability of loss. */
    public LinkFaults withLoss(double probability) {
        return new LinkFaults(probability, duplication, denial, stall, stallTime);
    }

    /** These faults, with another probability of duplication. */
    public LinkFaults withDuplication(double probability) {
        return new LinkFaults(loss, probability, denial, stall, stallTime);
    }

    /** These faults, with another probability of a delivery that is reported as failed. */
    public LinkFaults withDenial(double probability) {
        return new LinkFaults(loss, duplication, probability, stall, stallTime);
    }

    /** These faults, with another probability of stalling for {@code time}. */
    public LinkFaults withStall(double probability, Duration time) {
        return new LinkFaults(loss, duplication, denial, probability, time);
    }

    private static void requireProbability(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("the probability of " + name + " is from 0 to 1, not " + value);
        }
    }
}
