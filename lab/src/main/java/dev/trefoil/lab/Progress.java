package dev.trefoil.lab;

/** Hears how far a chapter has come. Called from several threads. */
public interface Progress {

    /** Nobody listens. */
    Progress SILENT = new Progress() {};

    /**
     * An experiment begins.
     *
     * @param number counted from 1
     * @param of how many there are
     */
    default void begins(Experiment experiment, int number, int of) {}

    /** The experiment under way has done {@code done} of {@code all} pieces that it knows of by now. */
    default void advances(int done, int all) {}

    /** An experiment has ended. */
    default void ends(Completed completed) {}
}
