package dev.trefoil.transport.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes of requests the process holds, counted as they arrive and until they are answered.
 *
 * <p>A bound on requests and one on the size of each are not enough: their product is more memory than there is.
 * Thread-safe.
 */
final class InboundBytes extends ServerStreamTracer.Factory {

    private static final Context.Key<Arrival> ARRIVAL = Context.key("trefoil-arrival");

    private final long limit;
    private final AtomicLong held = new AtomicLong();

    InboundBytes(long limit) {
        this.limit = limit;
    }

    /** Runs {@code refuse} when the call that is being handled on this thread brings in more than fits. */
    static void onOverflow(Runnable refuse) {
        Arrival arrival = ARRIVAL.get();
        if (arrival != null) {
            arrival.refuse = refuse;
        }
    }

    /** How many bytes are held now. */
    long held() {
        return held.get();
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new Arrival();
    }

    /** One call's share; used by the one thread that reads its connection. */
    private final class Arrival extends ServerStreamTracer {

        private final AtomicLong bytes = new AtomicLong();
        private volatile @Nullable Runnable refuse;

        @Override
        @SuppressWarnings("RedundantOverride")
        public Context filterContext(Context context) {
            return context.withValue(ARRIVAL, this);
        }

        @Override
        public void inboundWireSize(long more) {
            bytes.addAndGet(more);
            Runnable refusal = refuse;
            if (held.addAndGet(more) > limit && refusal != null) {
                refusal.run();
            }
        }

        @Override
        public void streamClosed(Status status) {
            held.addAndGet(-bytes.getAndSet(0));
        }
    }
}
