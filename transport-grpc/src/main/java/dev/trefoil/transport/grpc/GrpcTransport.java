package dev.trefoil.transport.grpc;

import dev.trefoil.Address;
import dev.trefoil.spi.Envelope;
import dev.trefoil.spi.MalformedMessageException;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Transport;
import dev.trefoil.transport.grpc.stub.TransportGrpc;
import dev.trefoil.transport.grpc.stub.TransportProto.Reply;
import dev.trefoil.transport.grpc.stub.TransportProto.Request;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One process on a network of gRPC connections.
 *
 * <p>Requests and answers are handed over on the threads of the sockets, so neither a receiver nor a reply handler may
 * block. A request whose connection breaks after it was sent fails as {@code TIMED_OUT} at once, because it may have
 * been carried out; {@code UNREACHABLE} means that it was never sent.
 */
final class GrpcTransport implements Transport {

    private static final Duration TIMEOUT_MAX = Duration.ofDays(1);
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final EventLoopGroup loops;
    private final Executor deliveries;
    private final Envelopes envelopes;
    private final Peers peers;
    private final TransportService service;
    private final NodeServer server;
    private final Runnable onClose;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    /** Takes over one use of {@code loops}, which it releases when it is closed; {@code onClose} runs once then. */
    GrpcTransport(
            EventLoopGroup loops,
            Envelopes envelopes,
            Peers peers,
            TransportService service,
            NodeServer server,
            Runnable onClose) {
        this.loops = loops;
        this.deliveries = task -> executeSomewhere(loops, task);
        this.envelopes = envelopes;
        this.peers = peers;
        this.service = service;
        this.server = server;
        this.onClose = onClose;
    }

    @Override
    public Address address() {
        return server.address();
    }

    @Override
    public void open(Receiver receiver) {
        service.open(receiver);
    }

    @Override
    public void request(Address to, Envelope envelope, Duration timeout, ReplyHandler handler) {
        Outcome outcome = new Outcome(deliveries);
        Duration bounded = timeout.compareTo(TIMEOUT_MAX) < 0 ? timeout : TIMEOUT_MAX;
        Exchange exchange = new Exchange(to, Deadline.after(bounded.toNanos(), TimeUnit.NANOSECONDS), handler, outcome);
        exchange.begin(envelope);
        outcome.askerReturns();
    }

    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        onClose.run();
        List<ManagedChannel> closing = peers.close();
        server.close();
        if (EventLoops.isCurrent(loops)) {
            // A thread of the sockets would wait for itself.
            Thread end = new Thread(() -> end(closing), "trefoil-grpc-end");
            end.setDaemon(true);
            end.start();
        } else {
            end(closing);
        }
    }

    /** What is served here. */
    NodeServer server() {
        return server;
    }

    /** How many connections to others are kept. */
    int peerCount() {
        return peers.size();
    }

    private void end(List<ManagedChannel> closing) {
        long deadline = System.nanoTime() + END_NANOS;
        try {
            server.await(END_NANOS);
            for (ManagedChannel channel : closing) {
                channel.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            EventLoops.release();
        }
    }

    /** After the loops have ended there are still askers to be told that the transport is closed. */
    private static void executeSomewhere(EventLoopGroup loops, Runnable task) {
        try {
            loops.execute(task);
        } catch (RejectedExecutionException e) {
            ForkJoinPool.commonPool().execute(task);
        }
    }

    /** One request and its answer. */
    private final class Exchange {

        private final Address to;
        private final Deadline deadline;
        private final ReplyHandler handler;
        private final Outcome outcome;

        Exchange(Address to, Deadline deadline, ReplyHandler handler, Outcome outcome) {
            this.to = to;
            this.deadline = deadline;
            this.handler = handler;
            this.outcome = outcome;
        }

        void begin(Envelope envelope) {
            Optional<Request> request;
            try {
                request = envelopes.write(envelope);
            } catch (IllegalArgumentException e) {
                request = Optional.empty();
            }
            Optional<ManagedChannel> channel = peers.to(to);
            if (channel.isEmpty()) {
                fail(RpcFailure.CLOSED);
            } else if (request.isEmpty()) {
                fail(RpcFailure.MALFORMED);
            } else {
                Attempt attempt = new Attempt(this, channel.get(), request.get(), true);
                attempt.start();
            }
        }

        private void replied(Reply reply) {
            switch (reply.getAnswerCase()) {
                case FRAME -> {
                    try {
                        Message message = envelopes.read(reply);
                        outcome.arrived(() -> handler.replied(message));
                    } catch (MalformedMessageException | RuntimeException e) {
                        fail(RpcFailure.MALFORMED);
                    }
                }
                case REFUSAL -> fail(Refusals.read(reply.getRefusal()));
                default -> fail(RpcFailure.MALFORMED);
            }
        }

        private void failed(Status status, Metadata trailers, boolean wasSent) {
            fail(isClosed.get() ? RpcFailure.CLOSED : Refusals.of(status, trailers, wasSent));
        }

        private void fail(RpcFailure why) {
            outcome.arrived(() -> handler.failed(why));
        }
    }

    /** One try to have a request answered through one channel. */
    private final class Attempt implements OutgoingCall.Handler<Reply> {

        private final Exchange exchange;
        private final ManagedChannel channel;
        private final Request request;
        private final boolean isFirst;
        private volatile boolean hasStarted;

        Attempt(Exchange exchange, ManagedChannel channel, Request request, boolean isFirst) {
            this.exchange = exchange;
            this.channel = channel;
            this.request = request;
            this.isFirst = isFirst;
        }

        void start() {
            OutgoingCall.start(channel, TransportGrpc.getDeliverMethod(), request, exchange.deadline, this);
            hasStarted = true;
        }

        @Override
        public void replied(Reply reply) {
            exchange.replied(reply);
        }

        @Override
        public void failed(Status status, Metadata trailers, boolean wasSent) {
            // A failure at once is not this request's own: the channel repeats an earlier one, or has just been closed
            // to make room for others.
            boolean isOld = isFirst && !wasSent && !hasStarted && status.getCode() == Status.Code.UNAVAILABLE;
            Optional<ManagedChannel> fresh = isOld ? peers.instead(exchange.to, channel) : Optional.empty();
            if (fresh.isPresent()) {
                new Attempt(exchange, fresh.get(), request, false).start();
            } else {
                exchange.failed(status, trailers, wasSent);
            }
        }
    }
}
