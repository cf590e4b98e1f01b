package dev.trefoil.transport.inmem;

import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * The world of one simulated process: its loops, its wall clock, its chance.
 *
 * <p>{@link #close} is a crash: whatever the process still had to do never happens. A world of the same name that is
 * made later is the next life of that process; it draws other numbers than the life before.
 */
public final class VirtualWorld implements World {

    private final VirtualTime time;
    private final String name;
    private final long seed;
    private final VirtualLoop callbacks;
    private final Map<String, Integer> forks = new HashMap<>();
    private Duration skew = Duration.ZERO;
    private long pausedUntil;
    private int waiting;
    private boolean closed;

    VirtualWorld(VirtualTime time, String name, long seed) {
        this.time = time;
        this.name = name;
        this.seed = seed;
        this.callbacks = new VirtualLoop(time, this, name + "/callbacks");
    }

    @Override
    public EventLoop newLoop(String loopName) {
        return new VirtualLoop(time, this, name + "/" + loopName);
    }

    @Override
    public InstantSource wallClock() {
        return this::wallTime;
    }

    /** Asked twice for the same purpose, it gives two sources: two consumers never draw the same numbers. */
    @Override
    public RandomGenerator random(String purpose) {
        int fork = forks.merge(purpose, 1, Integer::sum);
        return Seeds.fork(seed, purpose + "#" + fork);
    }

    @Override
    public Executor callbacks() {
        return callbacks;
    }

    /** Sets how far the wall clock is ahead of virtual time, negative if behind. It jumps at once, as real ones do. */
    public void skewWallClock(Duration ahead) {
        skew = ahead;
    }

    /**
     * Stops the process for {@code duration} as SIGSTOP does: what falls due meanwhile runs when it resumes, in the order
     * in which it was due; time goes on. A pause within a pause lasts until the later end.
     */
    public void pause(Duration duration) {
        pausedUntil = Math.max(pausedUntil, time.after(VirtualTime.nanosOf(duration)));
    }

    @Override
    public void close() {
        time.end(this);
    }

    @Override
    public String toString() {
        return name;
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Ends this world.
     *
     * @return how many of its tasks were still waiting; they are dead now
     */
    int end() {
        int abandoned = waiting;
        waiting = 0;
        closed = true;
        return abandoned;
    }

    long pausedUntil() {
        return pausedUntil;
    }

    /** Counts the tasks of this world that stand in the queue. */
    void count(int change) {
        waiting += change;
    }

    private Instant wallTime() {
        return VirtualTime.EPOCH.plusNanos(time.nanos()).plus(skew);
    }
}
