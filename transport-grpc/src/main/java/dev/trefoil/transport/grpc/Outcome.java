package dev.trefoil.transport.grpc;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the one outcome of a request, and never before the method that asked has returned.
 *
 * <p>gRPC may find out that a call fails while it is being started. Thread-safe.
 */
final class Outcome {

    private final Executor executor;
    private boolean hasAskerReturned;
    private @Nullable Runnable early;

    /** The executor takes deliveries that came too early. */
    Outcome(Executor executor) {
        this.executor = executor;
    }

    /** The outcome is there; called once. */
    void arrived(Runnable delivery) {
        synchronized (this) {
            if (!hasAskerReturned) {
                early = delivery;
                return;
            }
        }
        delivery.run();
    }

    /** The method that asked is about to return; called once. */
    void askerReturns() {
        Runnable delivery;
        synchronized (this) {
            hasAskerReturned = true;
            delivery = early;
        }
        if (delivery != null) {
            executor.execute(delivery);
        }
    }
}
