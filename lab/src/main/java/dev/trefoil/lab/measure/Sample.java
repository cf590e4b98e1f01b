package dev.trefoil.lab.measure;

import java.util.Arrays;

/**
 * Numbers that were measured, and what is said about them; grows, then is read.
 *
 * <p>Not thread-safe: each task of an experiment fills its own.
 */
public final class Sample {

    private double[] values = new double[16];
    private int size;
    private boolean sorted = true;

    /** A sample of these values. */
    public static Sample of(double... values) {
        Sample sample = new Sample();
        for (double value : values) {
            sample.add(value);
        }
        return sample;
    }

    /** Adds one measurement, which is a number. */
    public void add(double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("not a number cannot be measured");
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
        sorted = false;
    }

    /** Adds all measurements of {@code other}. */
    public void addAll(Sample other) {
        for (int i = 0; i < other.size; i++) {
            add(other.values[i]);
        }
    }

    /** How many were added. */
    public int size() {
        return size;
    }

    /** Their mean; not a number if there are none. */
    public double mean() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += values[i];
        }
        return sum / size;
    }

    /** The standard deviation of the population the values were drawn from; zero for fewer than two. */
    public double deviation() {
        if (size < 2) {
            return 0;
        }
        double mean = mean();
        double squares = 0;
        for (int i = 0; i < size; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return Math.sqrt(squares / (size - 1));
    }

    /** How far the mean is off, one standard deviation of it. */
    public double standardError() {
        return deviation() / Math.sqrt(Math.max(1, size));
    }

    /**
     * The smallest value that at least {@code percent} percent of the values do not exceed (nearest rank); not a number
     * if there are none.
     */
    public double percentile(double percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("a percentile is from 0 to 100, not " + percent);
        }
        if (size == 0) {
            return Double.NaN;
        }
        sort();
        // The product may be off by one unit in the last place: 99 % of 100 is the 99th value, not the 100th.
        int rank = (int) Math.ceil(percent / 100 * size - 1e-9);
        return values[Math.max(1, rank) - 1];
    }

    /** The middle value. */
    public double median() {
        return percentile(50);
    }

    /** The largest value; not a number if there are none. */
    public double max() {
        return percentile(100);
    }

    /** The smallest value; not a number if there are none. */
    public double min() {
        return percentile(0);
    }

    /** How many values are equal to {@code value}. */
    public long count(double value) {
        long count = 0;
        for (int i = 0; i < size; i++) {
            if (values[i] == value) {
                count++;
            }
        }
        return count;
    }

    private void sort() {
        if (!sorted) {
            Arrays.sort(values, 0, size);
            sorted = true;
        }
    }
}
