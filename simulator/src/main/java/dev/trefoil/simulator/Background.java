package dev.trefoil.simulator;

/** Something that goes on beside the scenario until it is stopped. For one thread. */
public interface Background {

    /** Begins nothing new; what has been set off goes on. Idempotent. */
    void stop();

    /** Whether it has been stopped. */
    boolean isStopped();
}
