package dev.trefoil.node.loop;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.World;
import java.lang.System.Logger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** The world outside of simulation: a thread for each loop, the system's clock, and chance from one logged seed. */
public final class RealWorld implements World {

    /**
     * How many callbacks of the application run at once. They may block, even on another operation of this node; were
     * all of them to wait for each other, that many would be needed.
     */
    public static final int CALLBACK_THREADS_MAX = 64;

    private static final Logger LOG = System.getLogger(RealWorld.class.getName());
    private static final Duration CALLBACK_THREAD_IDLE = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final String name;
    private final long seed;
    private final Map<String, Integer> forks = new ConcurrentHashMap<>();
    private final List<ThreadEventLoop> loops = new CopyOnWriteArrayList<>();
    private final ThreadPoolExecutor callbacks;

    /** A world with a seed of its own; threads are called after {@code name}. */
    public RealWorld(String name) {
        this(name, new SecureRandom().nextLong());
    }

    /** A world in which chance, and only chance, repeats itself. */
    public RealWorld(String name, long seed) {
        this.name = name;
        this.seed = seed;
        LOG.log(DEBUG, () -> name + " draws from seed " + seed);
        AtomicInteger number = new AtomicInteger();
        // The queue needs no limit: the application's operations have one, and each has one callback.
        callbacks = new ThreadPoolExecutor(
                CALLBACK_THREADS_MAX,
                CALLBACK_THREADS_MAX,
                CALLBACK_THREAD_IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, name + " callback " + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        callbacks.allowCoreThreadTimeOut(true);
    }

    @Override
    public EventLoop newLoop(String loop) {
        ThreadEventLoop made = new ThreadEventLoop(name + " " + loop);
        loops.add(made);
        return made;
    }

    @Override
    public InstantSource wallClock() {
        return InstantSource.system();
    }

    /** Asked twice for the same purpose, it gives two sources: two consumers never draw the same numbers. */
    @Override
    public RandomGenerator random(String purpose) {
        int fork = forks.merge(purpose, 1, Integer::sum);
        return new SplittableRandom(
                seed ^ Key.sha1(Bytes.utf8(purpose + "#" + fork)).high());
    }

    @Override
    public Executor callbacks() {
        return callbacks;
    }

    /**
     * Stops all loops, and waits a moment for the tasks they are running. Callbacks that are due still run; their threads
     * end as soon as they are idle.
     */
    @Override
    public void close() {
        loops.forEach(ThreadEventLoop::close);
        for (ThreadEventLoop loop : loops) {
            if (!loop.isCurrent() && !loop.awaitEnd(CLOSE_LIMIT)) {
                LOG.log(WARNING, () -> name + " was closed while one of its loops is stuck in a task");
            }
        }
        callbacks.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
    }
}
