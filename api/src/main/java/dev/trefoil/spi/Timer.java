package dev.trefoil.spi;

/** A task that has been scheduled. */
public interface Timer {

    /** Makes sure that the task does not run, if called on the loop before it began; otherwise has no effect. */
    void cancel();
}
