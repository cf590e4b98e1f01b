package dev.trefoil.simulator;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long nodes stay: a distribution of times. Stateless. */
@FunctionalInterface
public interface Sessions {

    /** Memoryless: whoever has stayed long is as likely to go as a newcomer. */
    static Sessions exponential(Duration mean) {
        double nanos = positive(mean);
        return random -> Duration.ofNanos((long) (nanos * random.nextExponential()));
    }

    /**
     * Weibull: with a {@code shape} under one most go soon and those who have stayed stay on, as measured in file-sharing
     * networks (Stutzbach and Rejaie 2006 found shapes from 0.34 to 0.59); with shape one it is exponential.
     *
     * @param scale the time by which 63 % have gone
     */
    static Sessions weibull(double shape, Duration scale) {
        double nanos = positive(scale);
        if (!(shape > 0)) {
            throw new IllegalArgumentException("the shape is positive, not " + shape);
        }
        return random -> Duration.ofNanos((long) (nanos * Math.pow(random.nextExponential(), 1 / shape)));
    }

    /** The next one's time. */
    Duration next(RandomGenerator random);

    private static double positive(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a session is longer than " + duration);
        }
        return duration.toNanos();
    }
}
