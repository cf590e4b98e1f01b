package dev.trefoil.lab.report;

import dev.trefoil.lab.Expectation;
import dev.trefoil.lab.Row;
import java.util.Locale;

/** A small picture beside a row: the range that agrees, and where in it, or beside it, the measurement lies. */
final class ToleranceBar {

    private static final double WIDTH = 120;
    private static final double MIDDLE = 8;
    /** The range that agrees takes the middle half of the bar. */
    private static final double QUARTER = WIDTH / 4;

    private ToleranceBar() {}

    /** The picture, or nothing if the range has no two ends. */
    static String of(Row row) {
        Expectation expectation = row.expectation();
        boolean closed = Double.isFinite(expectation.low()) && Double.isFinite(expectation.high());
        if (!closed || expectation.high() <= expectation.low() || Double.isNaN(row.measured())) {
            return "";
        }
        double share = (row.measured() - expectation.low()) / (expectation.high() - expectation.low());
        double place = Math.max(4, Math.min(WIDTH - 4, QUARTER + share * (WIDTH - 2 * QUARTER)));
        String verdict = row.verdict().name().toLowerCase(Locale.ROOT);
        return String.format(
                Locale.ROOT,
                "<svg class=\"bar\" viewBox=\"0 0 %.0f 16\" width=\"%.0f\" height=\"16\" aria-hidden=\"true\">"
                        + "<line class=\"rail\" x1=\"0\" y1=\"%.0f\" x2=\"%.0f\" y2=\"%.0f\"/>"
                        + "<rect class=\"range\" x=\"%.0f\" y=\"4\" width=\"%.0f\" height=\"8\" rx=\"2\"/>"
                        + "<circle class=\"mark %s\" cx=\"%.1f\" cy=\"%.0f\" r=\"4\"/></svg>",
                WIDTH,
                WIDTH,
                MIDDLE,
                WIDTH,
                MIDDLE,
                QUARTER,
                WIDTH - 2 * QUARTER,
                verdict,
                place,
                MIDDLE);
    }
}
