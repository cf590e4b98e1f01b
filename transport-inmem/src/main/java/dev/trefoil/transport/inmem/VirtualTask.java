package dev.trefoil.transport.inmem;

import dev.trefoil.spi.Timer;
import org.jspecify.annotations.Nullable;

/** One task on its way to its loop, and the handle by which it is cancelled. */
final class VirtualTask implements Timer {

    final VirtualLoop loop;

    /** What is to be done; null once the task has run or has been cancelled. */
    private @Nullable Runnable body;

    VirtualTask(VirtualLoop loop, @Nullable Runnable body) {
        this.loop = loop;
        this.body = body;
    }

    /** Whether the task will never run: it has run, was cancelled, or its world is gone. */
    boolean isDead() {
        return body == null || loop.isClosed();
    }

    /** Gives the body away, so that it runs once at most and nothing it holds is kept alive by its handle. */
    @Nullable
    Runnable take() {
        Runnable taken = body;
        body = null;
        return taken;
    }

    @Override
    public void cancel() {
        loop.cancel(this);
    }
}
