package dev.trefoil.transport.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets a bounded number of calls into a service, and only calls that come in whole and in time.
 *
 * <p>Decides by the headers alone, before a body is read. Stands in front of everything else, so that a body which is no
 * message ends here and not as an error in a log. Thread-safe.
 */
final class Gate implements ServerInterceptor {

    private final int limit;
    private final Duration reading;
    private final AtomicInteger inside = new AtomicInteger();
    private final Set<Visit<?>> arriving = ConcurrentHashMap.newKeySet();

    /** Lets {@code limit} calls in at once; each has to arrive in full within {@code reading}. */
    Gate(int limit, Duration reading) {
        this.limit = limit;
        this.reading = reading;
    }

    /** How many calls are under way. */
    int inside() {
        return inside.get();
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (inside.incrementAndGet() > limit) {
            inside.decrementAndGet();
            call.close(Failures.BUSY_STATUS, Failures.busyTrailers());
            return new ServerCall.Listener<>() {};
        }
        Visit<Q> visit = new Visit<>(call, next.startCall(call, headers));
        if (call.getMethodDescriptor().getType().clientSendsOneMessage()) {
            arriving.add(visit);
        }
        InboundBytes.onOverflow(() -> visit.refuse(Failures.BUSY_STATUS, Failures.busyTrailers()));
        return visit;
    }

    /** Refuses the calls that should have arrived by now. */
    void sweep() {
        long now = System.nanoTime();
        for (Visit<?> visit : arriving) {
            if (now - visit.beganNanos > reading.toNanos()) {
                visit.refuse(
                        Status.DEADLINE_EXCEEDED.withDescription(
                                "the request did not arrive in full within " + reading),
                        new Metadata());
            }
        }
    }

    private enum Phase {
        ARRIVING,
        HANDED_OVER,
        REFUSED
    }

    /** One call inside. */
    private final class Visit<Q> extends SimpleForwardingServerCallListener<Q> {

        private final ServerCall<Q, ?> call;
        private final long beganNanos = System.nanoTime();
        private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.ARRIVING);

        Visit(ServerCall<Q, ?> call, ServerCall.Listener<Q> listener) {
            super(listener);
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            try {
                if (phase.get() == Phase.ARRIVING) {
                    super.onMessage(message);
                }
            } catch (StatusRuntimeException notAMessage) {
                refuse(Failures.UNREADABLE_STATUS, Failures.unreadableTrailers());
            }
        }

        @Override
        public void onHalfClose() {
            if (phase.compareAndSet(Phase.ARRIVING, Phase.HANDED_OVER)) {
                arriving.remove(this);
                super.onHalfClose();
            }
        }

        @Override
        public void onCancel() {
            leave();
            super.onCancel();
        }

        @Override
        public void onComplete() {
            leave();
            super.onComplete();
        }

        void refuse(Status status, Metadata trailers) {
            if (phase.compareAndSet(Phase.ARRIVING, Phase.REFUSED)) {
                arriving.remove(this);
                call.close(status, trailers);
            }
        }

        private void leave() {
            arriving.remove(this);
            inside.decrementAndGet();
        }
    }
}
