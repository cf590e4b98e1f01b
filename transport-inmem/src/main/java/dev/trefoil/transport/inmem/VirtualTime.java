package dev.trefoil.transport.inmem;

import dev.trefoil.spi.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A clock that jumps from one task to the next, and the loops of any number of simulated processes on it.
 *
 * <p>One queue holds the tasks of all loops in the order in which they fall due; equal moments keep the order of the
 * calls. One seed decides everything: two runs of the same program have the same {@link #traceHash}. Nothing runs but
 * inside {@code runNext}, {@code runFor} and {@code runUntil}, on the thread that calls them.
 *
 * <p>For one thread at a time. Tasks handed over by other threads meanwhile are taken in between two events; they are
 * never lost, but their order is then no longer decided by the seed.
 */
public final class VirtualTime {

    /** What wall clocks show at virtual time zero, unless skewed. */
    public static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    /** How many tasks may run without time going on: beyond it two tasks are calling each other for ever. */
    public static final int TASKS_PER_INSTANT_MAX = 20_000_000;

    private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;
    private static final Duration LONGEST = Duration.ofNanos(LONGEST_NANOS);

    private final long seed;
    private final EventQueue queue = new EventQueue();
    private final ConcurrentLinkedQueue<Runnable> fromOtherThreads = new ConcurrentLinkedQueue<>();
    private final List<Consumer<? super VirtualWorld>> checks = new ArrayList<>();
    private final Map<String, Integer> lives = new HashMap<>();
    private final VirtualWorld nowhere;
    private volatile Thread owner = Thread.currentThread();
    private volatile long now;
    private long nextNumber;
    private long nextOverdueNumber = Long.MIN_VALUE;
    private long traceHash;
    private long executed;
    private long executedThisInstant;
    private @Nullable VirtualLoop running;

    /** Time zero of the run that {@code seed} decides. */
    public VirtualTime(long seed) {
        this.seed = seed;
        this.traceHash = seed;
        this.nowhere = new VirtualWorld(this, "", seed);
    }

    /** The seed of this run: what a failing test has to print. */
    public long seed() {
        return seed;
    }

    /** The world of a process called {@code name}; a later one of the same name is its next life. */
    public VirtualWorld world(String name) {
        int life = lives.merge(name, 1, Integer::sum);
        return new VirtualWorld(this, name, Seeds.combine(seed, Seeds.hash(name + "@" + life)));
    }

    /** A loop that belongs to no process and so never crashes: for the network, and for a test's own steps. */
    public EventLoop loop(String name) {
        return new VirtualLoop(this, nowhere, name);
    }

    /** A source of chance that belongs to no process: for the network's faults, and for a test's own choices. */
    public RandomGenerator random(String purpose) {
        return nowhere.random(purpose);
    }

    /** How much virtual time has passed. */
    public Duration now() {
        return Duration.ofNanos(now);
    }

    /** How many tasks are waiting for their time, cancelled ones not counted. */
    public int pending() {
        takeFromOtherThreads();
        return queue.living();
    }

    /** How many tasks have run. */
    public long executed() {
        return executed;
    }

    /** A hash of every event so far: its time, its loop's name and its place in the order. Equal for equal runs. */
    public long traceHash() {
        return traceHash;
    }

    /** Runs {@code check} after every task from now on; what it throws ends the run as if the task had thrown it. */
    public void afterEach(Runnable check) {
        checks.add(world -> check.run());
    }

    /**
     * As {@link #afterEach(Runnable)}, and tells the check in whose world the task ran: a check of what one process knows
     * then costs what that process costs, however many there are. Tasks of no process are in a world without a name.
     */
    public void afterEachIn(Consumer<? super VirtualWorld> check) {
        checks.add(check);
    }

    /**
     * Runs the next task, and lets time jump to its moment.
     *
     * @return false if there is none
     * @throws SimulationException if the task or a check throws
     */
    public boolean runNext() {
        return runNextBy(Long.MAX_VALUE);
    }

    /**
     * Runs everything that falls due within {@code duration} of now; afterwards that much time has passed.
     *
     * @throws SimulationException if a task or a check throws
     */
    public void runFor(Duration duration) {
        long end = after(nanosOf(duration));
        while (runNextBy(end)) {
            // Each round runs one task.
        }
        advanceTo(end);
    }

    /**
     * Runs until {@code condition} holds, but for at most {@code limit}.
     *
     * @return whether the condition holds; if not, nothing is left to run or {@code limit} has passed
     * @throws SimulationException if a task or a check throws
     */
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        long end = after(nanosOf(limit));
        while (!condition.getAsBoolean()) {
            if (!runNextBy(end)) {
                advanceTo(end);
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    /** {@code duration} in nanoseconds: nothing if negative, and some hundred years if longer. */
    static long nanosOf(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.compareTo(LONGEST) >= 0 ? LONGEST_NANOS : duration.toNanos();
    }

    /** The moment {@code delayNanos} from now. */
    long after(long delayNanos) {
        return Math.min(now, LONGEST_NANOS) + Math.min(delayNanos, LONGEST_NANOS);
    }

    /** How much room the queue takes, cancelled tasks included. */
    int places() {
        return queue.size();
    }

    long nanos() {
        return now;
    }

    boolean isRunning(VirtualLoop loop) {
        return running == loop && isOwner();
    }

    void enqueue(VirtualTask task, long delayNanos) {
        if (!isOwner()) {
            fromOtherThreads.add(() -> enqueue(task, delayNanos));
        } else if (!task.loop.isClosed()) {
            task.loop.world().count(1);
            queue.add(after(delayNanos), nextNumber++, task);
        }
    }

    void cancel(VirtualTask task) {
        if (!isOwner()) {
            fromOtherThreads.add(() -> cancel(task));
        } else if (!task.isDead()) {
            task.take();
            task.loop.world().count(-1);
            queue.died(1);
        }
    }

    void end(VirtualWorld world) {
        if (isOwner()) {
            queue.died(world.end());
        } else {
            fromOtherThreads.add(() -> end(world));
        }
    }

    private boolean isOwner() {
        return Thread.currentThread() == owner;
    }

    private boolean runNextBy(long end) {
        if (running != null) {
            throw new IllegalStateException("time runs already: a task must not run other tasks");
        }
        owner = Thread.currentThread();
        takeFromOtherThreads();
        while (queue.settle() && queue.headTime() <= end) {
            long time = queue.headTime();
            long number = queue.headNumber();
            VirtualTask task = queue.poll();
            long resumed = task.loop.world().pausedUntil();
            if (resumed <= time) {
                advanceTo(time);
                run(task, number);
                return true;
            }
            // Numbers below all others: at the moment of resumption, what is overdue comes before what is due.
            queue.add(resumed, nextOverdueNumber++, task);
        }
        return false;
    }

    private void advanceTo(long time) {
        if (time != now) {
            now = time;
            executedThisInstant = 0;
        }
    }

    private void run(VirtualTask task, long number) {
        executed++;
        executedThisInstant++;
        traceHash = Seeds.combine(Seeds.combine(traceHash, now), task.loop.nameHash() + number);
        task.loop.world().count(-1);
        Runnable body = task.take();
        running = task.loop;
        try {
            if (executedThisInstant > TASKS_PER_INSTANT_MAX) {
                throw new IllegalStateException("time stands still: tasks keep following each other at this instant");
            }
            if (body != null) {
                body.run();
            }
            running = null;
            for (Consumer<? super VirtualWorld> check : checks) {
                check.accept(task.loop.world());
            }
        } catch (Throwable e) {
            throw new SimulationException(seed, "loop '" + task.loop + "' at " + now() + ", event " + executed, e);
        } finally {
            running = null;
        }
    }

    private void takeFromOtherThreads() {
        for (Runnable taken = fromOtherThreads.poll(); taken != null; taken = fromOtherThreads.poll()) {
            taken.run();
        }
    }
}
