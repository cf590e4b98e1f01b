package dev.trefoil.lab;

/** How large the samples are. The tolerances are the same for all. */
public enum Effort {
    /** Seconds in all, for tests of the laboratory itself: too little for some rows. */
    SMOKE,
    /** A few minutes in all: samples as small as the tolerances allow. */
    QUICK,
    /** The sizes of the papers. */
    FULL;

    /** The one of three values that belongs to this effort. */
    public int choose(int smoke, int quick, int full) {
        return switch (this) {
            case SMOKE -> smoke;
            case QUICK -> quick;
            case FULL -> full;
        };
    }
}
