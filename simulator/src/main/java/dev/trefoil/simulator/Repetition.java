package dev.trefoil.simulator;

import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A pause, a step, a pause, a step, until it is stopped. */
final class Repetition implements Background {

    private final EventLoop loop;
    private final Supplier<Duration> pause;
    private final Runnable step;
    private @Nullable Timer next;
    private boolean stopped;

    Repetition(EventLoop loop, Supplier<Duration> pause, Runnable step) {
        this.loop = loop;
        this.pause = pause;
        this.step = step;
    }

    /** Begins with a pause. */
    void start() {
        next = loop.schedule(pause.get(), () -> {
            step.run();
            if (!stopped) {
                start();
            }
        });
    }

    @Override
    public void stop() {
        stopped = true;
        if (next != null) {
            next.cancel();
        }
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }
}
