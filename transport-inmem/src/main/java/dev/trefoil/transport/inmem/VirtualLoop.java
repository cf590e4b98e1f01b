package dev.trefoil.transport.inmem;

import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Timer;
import java.time.Duration;

/** A loop in virtual time: a name under which tasks stand in the one queue. */
final class VirtualLoop implements EventLoop {

    private final VirtualTime time;
    private final VirtualWorld world;
    private final String name;
    private final long nameHash;

    VirtualLoop(VirtualTime time, VirtualWorld world, String name) {
        this.time = time;
        this.world = world;
        this.name = name;
        this.nameHash = Seeds.hash(name);
    }

    @Override
    public boolean isCurrent() {
        return time.isRunning(this);
    }

    @Override
    public long nanoTime() {
        return time.nanos();
    }

    @Override
    public void execute(Runnable task) {
        time.enqueue(new VirtualTask(this, task), 0);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        VirtualTask scheduled = new VirtualTask(this, task);
        time.enqueue(scheduled, VirtualTime.nanosOf(delay));
        return scheduled;
    }

    @Override
    public String toString() {
        return name;
    }

    void cancel(VirtualTask task) {
        time.cancel(task);
    }

    boolean isClosed() {
        return world.isClosed();
    }

    VirtualWorld world() {
        return world;
    }

    /** The same for the same name in every run: what the trace says of this loop. */
    long nameHash() {
        return nameHash;
    }
}
