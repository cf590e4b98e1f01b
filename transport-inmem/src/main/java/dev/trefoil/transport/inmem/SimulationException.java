package dev.trefoil.transport.inmem;

/**
 * A task or a check of a simulation has thrown; tells when, where and under which seed.
 *
 * <p>The queue is left as it was after the task, so running on is possible. The same program with the same seed fails at
 * the same moment.
 */
public final class SimulationException extends RuntimeException {

    private final long seed;

    SimulationException(long seed, String where, Throwable cause) {
        super(where + ": " + cause + " (replay with new VirtualTime(" + seed + "L))", cause);
        this.seed = seed;
    }

    /** The seed that leads here again. */
    public long seed() {
        return seed;
    }
}
