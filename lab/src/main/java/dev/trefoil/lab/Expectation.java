package dev.trefoil.lab;

import java.util.Locale;

/**
 * What a measurement is compared with.
 *
 * @param paper what the paper says, as it is shown; a dash if it says nothing
 * @param low the least measurement that agrees
 * @param high the greatest measurement that agrees
 * @param tolerance the same in words
 */
public record Expectation(String paper, double low, double high, String tolerance) {

    /** The paper's number, with {@code tolerance} either way. */
    public static Expectation near(double paper, double tolerance) {
        return new Expectation(
                Numbers.plain(paper), paper - tolerance, paper + tolerance, "±" + Numbers.plain(tolerance));
    }

    /** The paper's number, with {@code percent} percent of it either way. */
    public static Expectation nearPercent(double paper, double percent) {
        double room = Math.abs(paper) * percent / 100;
        return new Expectation(Numbers.plain(paper), paper - room, paper + room, "±" + Numbers.plain(percent) + " %");
    }

    /** The paper's number, with {@code percent} percent of it or {@code tolerance} either way, whichever is more. */
    public static Expectation nearPercentOr(double paper, double percent, double tolerance) {
        double room = Math.max(tolerance, Math.abs(paper) * percent / 100);
        String words = "±" + Numbers.plain(percent) + " % or ±" + Numbers.plain(tolerance);
        return new Expectation(Numbers.plain(paper), paper - room, paper + room, words);
    }

    /** The paper's number, divided by {@code factor} at least and multiplied by it at most. */
    public static Expectation withinFactor(double paper, double factor) {
        return new Expectation(Numbers.plain(paper), paper / factor, paper * factor, "factor " + Numbers.plain(factor));
    }

    /** A range that the paper's statement is taken to mean. */
    public static Expectation between(String paper, double low, double high) {
        return new Expectation(paper, low, high, Numbers.plain(low) + " to " + Numbers.plain(high));
    }

    /** No more than {@code most}. */
    public static Expectation atMost(String paper, double most) {
        return new Expectation(paper, Double.NEGATIVE_INFINITY, most, "at most " + Numbers.plain(most));
    }

    /** No less than {@code least}. */
    public static Expectation atLeast(String paper, double least) {
        return new Expectation(paper, least, Double.POSITIVE_INFINITY, "at least " + Numbers.plain(least));
    }

    /** Nothing in particular: the number itself is of interest. */
    public static Expectation none(String paper) {
        return new Expectation(paper, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "");
    }

    /** The same expectation, with other words for what the paper says. */
    public Expectation called(String words) {
        return new Expectation(words, low, high, tolerance);
    }

    /** Whether {@code measured} agrees; a hair's breadth of rounding does not matter, and what is no number does not agree. */
    public boolean accepts(double measured) {
        double hair = 1e-9 * Math.max(1, Math.abs(measured));
        return measured >= low - hair && measured <= high + hair;
    }

    /** The least and the greatest number that agree, for programs. */
    public String range() {
        return String.format(Locale.ROOT, "%s..%s", low, high);
    }
}
