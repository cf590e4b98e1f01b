package dev.trefoil.lab;

/**
 * One line of the summary: one number, and what is to be thought of it.
 *
 * @param id the row's name, as in {@code C1}; several numbers may belong to one row
 * @param quantity what was measured
 * @param condition under which conditions
 * @param expectation what it is compared with
 * @param measured the number
 * @param gating whether the run fails if the number does not agree
 * @param lessIsBetter whether a number below what agrees is no failure, and only shown as different
 */
public record Row(
        String id,
        String quantity,
        String condition,
        Expectation expectation,
        double measured,
        boolean gating,
        boolean lessIsBetter) {

    /** A row that decides about success. */
    public static Row gate(String id, String quantity, String condition, Expectation expectation, double measured) {
        return new Row(id, quantity, condition, expectation, measured, true, false);
    }

    /** A row for a person to judge. */
    public static Row watch(String id, String quantity, String condition, Expectation expectation, double measured) {
        return new Row(id, quantity, condition, expectation, measured, false, false);
    }

    /** A row about a loss that decides about success; a smaller loss than what agrees is shown as different. */
    public static Row loss(String id, String quantity, String condition, Expectation expectation, double measured) {
        return new Row(id, quantity, condition, expectation, measured, true, true);
    }

    /** What the row says. */
    public Verdict verdict() {
        if (!gating) {
            return Verdict.WATCH;
        }
        if (expectation.accepts(measured)) {
            return Verdict.PASS;
        }
        return lessIsBetter && measured < expectation.low() ? Verdict.BETTER : Verdict.FAIL;
    }
}
