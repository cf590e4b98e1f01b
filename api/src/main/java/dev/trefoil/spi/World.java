package dev.trefoil.spi;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Where a process lives: its sources of threads, time and chance. There is a real world, and one of virtual time in
 * which a seed decides everything.
 *
 * <p>Thread-safe.
 */
public interface World extends AutoCloseable {

    /** A new loop for one virtual node; closed with the world. */
    EventLoop newLoop(String name);

    /** The time of day; for versions and expiry only. */
    InstantSource wallClock();

    /** A source of chance for one purpose of one node. Forked, so one consumer never disturbs another's sequence. */
    RandomGenerator random(String purpose);

    /** Where futures of the application are completed: never on a loop of the real world. */
    Executor callbacks();

    /** Stops all loops; their tasks are dropped. Idempotent. */
    @Override
    void close();
}
