package dev.trefoil.simulator;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Which of a number of keys is asked for next. Stateless. */
@FunctionalInterface
public interface Popularity {

    /** Each key as often as the others. */
    static Popularity uniform(int keys) {
        return random -> random.nextInt(keys);
    }

    /** The k-th key in proportion to 1 / k<sup>{@code exponent}</sup>: few are asked for often, most hardly ever. */
    static Popularity zipf(int keys, double exponent) {
        double[] upTo = new double[keys];
        double sum = 0;
        for (int k = 0; k < keys; k++) {
            sum += Math.pow(k + 1, -exponent);
            upTo[k] = sum;
        }
        return random -> {
            int place = Arrays.binarySearch(upTo, random.nextDouble() * upTo[keys - 1]);
            return Math.min(place < 0 ? -place - 1 : place, keys - 1);
        };
    }

    /** The number of the next key, from zero. */
    int next(RandomGenerator random);
}
