package dev.trefoil.lab;

/** What a row says about the measurement. */
public enum Verdict {
    /** A gating row, and the measurement is where it should be. */
    PASS,
    /** A gating row, and the measurement is not where it should be: the run has failed. */
    FAIL,
    /** A gating row in which less is better, and the measurement is below what agrees: not the paper's number, no fault. */
    BETTER,
    /** Not gating: shown for a person to judge. */
    WATCH
}
