package dev.trefoil.transport.inmem;

import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Timer;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A plain loop on one thread, to see the network at work outside of virtual time. */
final class RealLoop implements EventLoop, AutoCloseable {

    private volatile Thread thread;
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, body -> {
        thread = new Thread(body, "real-loop");
        thread.setDaemon(true);
        return thread;
    });

    RealLoop() {
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        var future = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
