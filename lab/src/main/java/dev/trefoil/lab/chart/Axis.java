package dev.trefoil.lab.chart;

import java.util.Locale;

/**
 * One axis of a chart.
 *
 * @param label what it counts, with the unit
 * @param scale how numbers are laid out
 * @param fromZero whether zero is shown even if no data is near it
 * @param percent whether fractions are written as percentages
 */
public record Axis(String label, Scale scale, boolean fromZero, boolean percent) {

    /** Larger numbers are written shorter. */
    private static final double SHORT_MAX = 20_000;

    /** Numbers, from zero on. */
    public static Axis counting(String label) {
        return new Axis(label, Scale.LINEAR, true, false);
    }

    /** Numbers, from the least of the data on. */
    public static Axis linear(String label) {
        return new Axis(label, Scale.LINEAR, false, false);
    }

    /** Fractions from zero on, written as percentages. */
    public static Axis share(String label) {
        return new Axis(label, Scale.LINEAR, true, true);
    }

    /** Positive numbers, each doubling taking equal room. */
    public static Axis doubling(String label) {
        return new Axis(label, Scale.LOG2, false, false);
    }

    /** Positive numbers, each factor of ten taking equal room. */
    public static Axis decades(String label) {
        return new Axis(label, Scale.LOG10, false, false);
    }

    /** How {@code value} is written at a tick. */
    String format(double value) {
        if (percent) {
            return trimmed(value * 100) + " %";
        }
        if (Math.abs(value) >= SHORT_MAX) {
            return scale == Scale.LOG2 ? powerOfTwo(value) : grouped(value);
        }
        return trimmed(value);
    }

    private static String grouped(double value) {
        if (value >= 1_000_000) {
            return trimmed(value / 1_000_000) + " M";
        }
        return trimmed(value / 1_000) + " k";
    }

    private static String powerOfTwo(double value) {
        double exponent = Scale.LOG2.place(value);
        boolean isWhole = Math.abs(exponent - Math.rint(exponent)) < 1e-9;
        return isWhole ? "2^" + Math.round(exponent) : grouped(value);
    }

    /** Up to four digits after the point, without zeros at the end. */
    static String trimmed(double value) {
        String text = String.format(Locale.ROOT, "%.4f", value);
        String shorter = text.replaceAll("0+$", "").replaceAll("\\.$", "");
        return shorter.equals("-0") ? "0" : shorter;
    }
}
