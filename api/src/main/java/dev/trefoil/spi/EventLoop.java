package dev.trefoil.spi;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Runs the tasks of one node, one at a time and in order; each sees what the tasks before it did.
 *
 * <p>A node's state belongs to its loop and needs no locks. {@link #execute} and {@link #schedule} may be called from
 * any thread and never run the task before they return. A task that throws is reported and does not stop the loop. After
 * the loop has been closed tasks are dropped.
 */
public interface EventLoop extends Executor {

    /** Whether the caller is a task of this loop. */
    boolean isCurrent();

    /** Monotonic time in nanoseconds. Only differences mean anything; wall clocks are for versions and expiry. */
    long nanoTime();

    /** Runs {@code task} once, {@code delay} from now; tasks due at the same moment run in the order of the calls. */
    Timer schedule(Duration delay, Runnable task);
}
