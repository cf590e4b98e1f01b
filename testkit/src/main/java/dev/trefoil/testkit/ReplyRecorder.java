package dev.trefoil.testkit;

import dev.trefoil.spi.Message;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Transport;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers how a request ended, every time it is told, and whether it was told too early. Thread-safe. */
public final class ReplyRecorder implements Transport.ReplyHandler {

    private final List<Object> outcomes = new CopyOnWriteArrayList<>();
    private final AtomicInteger tooEarly = new AtomicInteger();
    private final Thread asking = Thread.currentThread();
    private volatile boolean returned;

    /** To be made by the thread that asks, just before. */
    public ReplyRecorder() {}

    @Override
    public void replied(Message response) {
        told(response);
    }

    @Override
    public void failed(RpcFailure why) {
        told(why);
    }

    /** Notes that the call that asked has returned. */
    public void askingReturned() {
        returned = true;
    }

    /** Whether the request has ended. */
    public boolean isOver() {
        return !outcomes.isEmpty();
    }

    /** Each {@link Message} and {@link RpcFailure} that was told, in order; exactly one if all is well. */
    public List<Object> outcomes() {
        return List.copyOf(outcomes);
    }

    /** Whether this was called from within the call that asked. */
    public boolean wasToldTooEarly() {
        return tooEarly.get() > 0;
    }

    private void told(Object outcome) {
        if (!returned && Thread.currentThread() == asking) {
            tooEarly.incrementAndGet();
        }
        outcomes.add(outcome);
    }
}
