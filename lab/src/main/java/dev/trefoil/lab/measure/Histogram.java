package dev.trefoil.lab.measure;

import java.util.Arrays;

/**
 * How often each small whole number was measured: hops, keys for a node, rounds. Memory grows with the largest number,
 * not with how many there are.
 *
 * <p>Not thread-safe.
 */
public final class Histogram {

    private long[] counts = new long[16];
    private long size;
    private int max = -1;

    /** Counts {@code value}, which is not negative, once. */
    public void add(int value) {
        add(value, 1);
    }

    /** Counts {@code value}, which is not negative, {@code times} times. */
    public void add(int value, long times) {
        if (value < 0 || times < 0) {
            throw new IllegalArgumentException("neither the value nor the count is negative: " + value + ", " + times);
        }
        if (times == 0) {
            return;
        }
        if (value >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(value + 1, 2 * counts.length));
        }
        counts[value] += times;
        size += times;
        max = Math.max(max, value);
    }

    /** Counts all that {@code other} has counted. */
    public void addAll(Histogram other) {
        for (int value = 0; value <= other.max; value++) {
            add(value, other.counts[value]);
        }
    }

    /** How many were counted. */
    public long size() {
        return size;
    }

    /** How often {@code value} was counted. */
    public long count(int value) {
        return value < counts.length ? counts[value] : 0;
    }

    /** The share of {@code value} among all. */
    public double fraction(int value) {
        return size == 0 ? 0 : count(value) / (double) size;
    }

    /** Their mean; not a number if there are none. */
    public double mean() {
        double sum = 0;
        for (int value = 0; value <= max; value++) {
            sum += (double) value * counts[value];
        }
        return sum / size;
    }

    /** The largest number counted, or -1. */
    public int max() {
        return max;
    }

    /** The smallest number that at least {@code percent} percent do not exceed (nearest rank), or -1 if there are none. */
    public int percentile(double percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("a percentile is from 0 to 100, not " + percent);
        }
        long rank = Math.max(1, (long) Math.ceil(percent / 100 * size - 1e-9));
        long seen = 0;
        for (int value = 0; value <= max; value++) {
            seen += counts[value];
            if (seen >= rank) {
                return value;
            }
        }
        return max;
    }
}
