package dev.trefoil.transport.inmem;

import dev.trefoil.Address;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What happens to one message on its way from one address to another: how long it takes, and what goes wrong.
 *
 * <p>Asked once for each message (and again for its copy), a request and its reply apart, so links may differ by pair
 * and by direction. Stateless: all chance comes from the {@code random} given, which the network calls under its lock,
 * one message at a time.
 */
public interface LinkModel {

    /** Every message arrives at once, after everything else that happens at the same moment. */
    static LinkModel perfect() {
        return constant(Duration.ZERO);
    }

    /** Every message takes {@code oneWay}, so messages never overtake each other. */
    static LinkModel constant(Duration oneWay) {
        long nanos = positive(oneWay, true);
        return (from, to, random) -> nanos;
    }

    /** Delays are exponential with {@code mean}: mostly short, sometimes long, so messages overtake each other. */
    static LinkModel exponential(Duration mean) {
        long nanos = positive(mean, false);
        return (from, to, random) -> (long) (nanos * random.nextExponential());
    }

    /** How many nanoseconds this message takes; not negative. */
    long delayNanos(Address from, Address to, RandomGenerator random);

    /** Whether this message is lost without a trace. */
    default boolean loses(Address from, Address to, RandomGenerator random) {
        return false;
    }

    /** Whether this message arrives twice, the copy with a delay of its own. */
    default boolean duplicates(Address from, Address to, RandomGenerator random) {
        return false;
    }

    /** Whether this request, although it arrives and is carried out, is reported to its sender as failed. */
    default boolean deniesDelivery(Address from, Address to, RandomGenerator random) {
        return false;
    }

    /** These links with {@code faults} on top. */
    default LinkModel with(LinkFaults faults) {
        return new FaultyLinks(this, faults);
    }

    private static long positive(Duration duration, boolean orZero) {
        if (duration.isNegative() || (duration.isZero() && !orZero)) {
            throw new IllegalArgumentException("a link cannot take " + duration);
        }
        return duration.toNanos();
    }
}
