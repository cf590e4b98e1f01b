package dev.trefoil.simulator;

/**
 * A simulation has shown something that must not be: tells what, under which seed and options, and how to see it again.
 *
 * <p>An {@link AssertionError}, so a test that meets it has failed rather than broken.
 */
public final class SimulationFailure extends AssertionError {

    private final transient Trial trial;

    /** What went wrong in {@code trial}. */
    public SimulationFailure(String what, Trial trial) {
        super(what + "\n  " + trial);
        this.trial = trial;
    }

    /** As above, because of {@code cause}. */
    public SimulationFailure(String what, Trial trial, Throwable cause) {
        super(what + "\n  " + trial, cause);
        this.trial = trial;
    }

    /** The run that failed. */
    public Trial trial() {
        return trial;
    }
}
