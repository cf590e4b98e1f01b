package dev.trefoil.chord;

import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something a node does again and again, at intervals with chance in them. */
final class Ticker {

    private final NodeContext context;
    private final Supplier<Duration> period;
    private final Runnable task;
    private @Nullable Timer timer;

    Ticker(NodeContext context, Supplier<Duration> period, Runnable task) {
        this.context = context;
        this.period = period;
        this.task = task;
    }

    void start() {
        stop();
        timer = context.loop().schedule(Jitter.around(period.get(), context.random()), () -> {
            start();
            task.run();
        });
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
        }
        timer = null;
    }
}
