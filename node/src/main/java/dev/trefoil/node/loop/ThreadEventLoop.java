package dev.trefoil.node.loop;

import static java.lang.System.Logger.Level.ERROR;

import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Timer;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A loop on a thread of its own, which is parked while there is nothing to do.
 *
 * <p>Thread-safe. The queue has no limit of its own, because each of its sources has one: requests that come in, requests
 * under way, operations of the application and timers. A refused task would be a promise broken silently.
 */
public final class ThreadEventLoop implements EventLoop, AutoCloseable {

    private static final Logger LOG = System.getLogger(ThreadEventLoop.class.getName());

    /** A century: what a longer delay is cut to, so that sums of nanoseconds do not overflow. */
    private static final Duration DELAY_MAX = Duration.ofDays(36_500);

    private final long origin = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Runnable> ready = new ArrayDeque<>();
    private final TreeSet<Scheduled> timers = new TreeSet<>();
    private final Thread thread;
    private long sequence;
    private boolean closed;

    /** Starts a loop whose thread is called {@code name}. */
    public ThreadEventLoop(String name) {
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() - origin;
    }

    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            if (!closed) {
                ready.add(task);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        lock.lock();
        try {
            Scheduled timer = new Scheduled(nanoTime() + nanos(delay), sequence++, task);
            if (!closed) {
                timers.add(timer);
                if (timers.first() == timer) {
                    changed.signal();
                }
            }
            return timer;
        } finally {
            lock.unlock();
        }
    }

    /** Drops all tasks and lets the thread end after the one it is running. Idempotent, and does not wait. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            ready.clear();
            timers.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the thread to end after {@link #close}, so that nothing it uses is closed beneath it. Called on the loop
     * itself it returns at once.
     *
     * @return whether the thread has ended
     */
    boolean awaitEnd(Duration limit) {
        if (isCurrent()) {
            return false;
        }
        try {
            thread.join(Math.max(1, limit.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private static long nanos(Duration delay) {
        if (delay.isNegative()) {
            return 0;
        }
        return delay.compareTo(DELAY_MAX) < 0 ? delay.toNanos() : DELAY_MAX.toNanos();
    }

    private void run() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (Exception | StackOverflowError | AssertionError e) {
                LOG.log(ERROR, () -> "a task failed on loop " + thread.getName(), e);
            }
        }
    }

    /** The next task that is due, waiting for one if need be; null once the loop is closed. */
    private @Nullable Runnable next() {
        lock.lock();
        try {
            while (!closed) {
                takeDueTimers();
                Runnable task = ready.poll();
                if (task != null) {
                    return task;
                }
                try {
                    if (timers.isEmpty()) {
                        changed.await();
                    } else {
                        changed.awaitNanos(timers.first().dueNanos - nanoTime());
                    }
                } catch (InterruptedException e) {
                    // A task has interrupted its own thread, or a stranger ours. The loop ends by close() alone.
                    LOG.log(ERROR, () -> "loop " + thread.getName() + " was interrupted, and goes on");
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void takeDueTimers() {
        long now = nanoTime();
        while (!timers.isEmpty() && timers.first().dueNanos <= now) {
            Scheduled due = timers.first();
            timers.remove(due);
            ready.add(due);
        }
    }

    /** A task for later; ordered by when it is due, then by when it was asked for. */
    private final class Scheduled implements Timer, Runnable, Comparable<Scheduled> {

        private final long dueNanos;
        private final long number;
        private @Nullable Runnable task;

        Scheduled(long dueNanos, long number, Runnable task) {
            this.dueNanos = dueNanos;
            this.number = number;
            this.task = task;
        }

        @Override
        public void cancel() {
            lock.lock();
            try {
                task = null;
                timers.remove(this);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void run() {
            Runnable due = claim();
            if (due != null) {
                due.run();
            }
        }

        private @Nullable Runnable claim() {
            lock.lock();
            try {
                Runnable due = task;
                task = null;
                return due;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int compareTo(Scheduled other) {
            int order = Long.compare(dueNanos, other.dueNanos);
            return order == 0 ? Long.compare(number, other.number) : order;
        }
    }
}
