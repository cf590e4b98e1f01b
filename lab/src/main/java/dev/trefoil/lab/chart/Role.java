package dev.trefoil.lab.chart;

import java.util.Locale;

/** Whose numbers a series shows. Told apart by marks and strokes, so that no colour is needed for it. */
public enum Role {
    /** Read off a paper: rings and a dashed line. */
    PAPER("paper"),
    /** Measured here: dots and a solid line. */
    MEASURED("Trefoil"),
    /** A formula: a dotted line without marks. */
    MODEL("model");

    private final String label;

    Role(String label) {
        this.label = label;
    }

    /** How the legend calls it. */
    String label() {
        return label;
    }

    /** The class of its marks in the style sheet. */
    String style() {
        return "tc-" + name().toLowerCase(Locale.ROOT);
    }
}
