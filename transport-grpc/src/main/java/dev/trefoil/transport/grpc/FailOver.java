package dev.trefoil.transport.grpc;

import com.google.protobuf.MessageLite;
import dev.trefoil.Address;
import dev.trefoil.LimitExceededException;
import dev.trefoil.NodeClosedException;
import dev.trefoil.OutcomeUnknownException;
import dev.trefoil.UnavailableException;
import dev.trefoil.Version;
import dev.trefoil.transport.grpc.stub.KeyValueProto.Failure;
import dev.trefoil.transport.grpc.stub.KeyValueProto.FailureKind;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Calls to one of several equal nodes, repeated at the next one where that is safe.
 *
 * <p>Tries each node in turn, beginning with the one that answered last; after a round without success it pauses, longer
 * each time and never for the same time as another client, and begins again. Thread-safe.
 */
final class FailOver implements AutoCloseable {

    private static final int ROUNDS_MAX = 4;
    private static final long PAUSE_MILLIS = 100;
    private static final Duration DEADLINE_MAX = Duration.ofDays(1);
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Address> addresses;
    private final GrpcConfig config;
    private final EventLoopGroup loops;
    private final Peers peers;
    private final AtomicInteger preferred = new AtomicInteger();
    private final AtomicBoolean isClosed = new AtomicBoolean();

    FailOver(List<Address> addresses, GrpcConfig config) {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a client needs the address of at least one node");
        }
        this.addresses = List.copyOf(addresses);
        this.config = config;
        loops = EventLoops.acquire();
        peers = new Peers(config, loops);
    }

    /** What a call does at the other side, and so when it may be repeated. */
    enum Effect {
        /** Nothing: may be repeated always. */
        NONE,
        /** Changes a value: may be repeated if it certainly did not. */
        WRITE,
        /** Reaches an application: may be repeated if it certainly never left the node that was asked. */
        MESSAGE
    }

    /** Calls {@code method}, and turns the answer into what the caller wants with {@code reader}. */
    <Q extends MessageLite, R, T> CompletableFuture<T> call(
            MethodDescriptor<Q, R> method, Q request, Duration deadline, Effect effect, Function<R, T> reader) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (request.getSerializedSize() > config.messageBytes()) {
            result.completeExceptionally(new LimitExceededException("the request has " + request.getSerializedSize()
                    + " bytes; at most " + config.messageBytes() + " can be sent"));
            return result;
        }
        Duration bounded = deadline.compareTo(DEADLINE_MAX) < 0 ? deadline : DEADLINE_MAX;
        Deadline end = Deadline.after(bounded.toNanos(), TimeUnit.NANOSECONDS);
        new Operation<>(method, request, end, effect, reader, result).tryNode();
        return result;
    }

    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        List<ManagedChannel> closing = peers.close();
        long deadline = System.nanoTime() + END_NANOS;
        try {
            for (ManagedChannel channel : closing) {
                channel.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            EventLoops.release();
        }
    }

    /** One operation and its attempts, of which there is never more than one at a time. */
    private final class Operation<Q, R, T> {

        private final MethodDescriptor<Q, R> method;
        private final Q request;
        private final Deadline deadline;
        private final Effect effect;
        private final Function<R, T> reader;
        private final CompletableFuture<T> result;
        private final int first = preferred.get();
        private int attempts;

        Operation(
                MethodDescriptor<Q, R> method,
                Q request,
                Deadline deadline,
                Effect effect,
                Function<R, T> reader,
                CompletableFuture<T> result) {
            this.method = method;
            this.request = request;
            this.deadline = deadline;
            this.effect = effect;
            this.reader = reader;
            this.result = result;
        }

        void tryNode() {
            int index = (first + attempts) % addresses.size();
            Address address = addresses.get(index);
            attempts++;
            Optional<ManagedChannel> channel = peers.to(address);
            if (channel.isEmpty()) {
                fail(new NodeClosedException("this client has been closed"));
                return;
            }
            OutgoingCall.start(channel.get(), method, request, attemptDeadline(), new OutgoingCall.Handler<>() {
                @Override
                public void replied(R reply) {
                    preferred.set(index);
                    accept(reply, address);
                }

                @Override
                public void failed(Status status, Metadata trailers, boolean wasSent) {
                    consider(new Attempt(address, status, failureIn(trailers), wasSent));
                }
            });
        }

        /** A read leaves half of the time to the other nodes, in case this one never answers. */
        private Deadline attemptDeadline() {
            if (effect != Effect.NONE || addresses.size() == 1) {
                return deadline;
            }
            return Deadline.after(deadline.timeRemaining(TimeUnit.NANOSECONDS) / 2, TimeUnit.NANOSECONDS);
        }

        private void accept(R reply, Address address) {
            T value;
            try {
                value = reader.apply(reply);
            } catch (IllegalArgumentException e) {
                fail(new Attempt(address, Status.INTERNAL.withDescription(e.getMessage()), Optional.empty(), true)
                        .error(effect));
                return;
            }
            ForkJoinPool.commonPool().execute(() -> result.complete(value));
        }

        private void consider(Attempt attempt) {
            if (isClosed.get() || deadline.isExpired() || !attempt.mayRepeat(effect)) {
                fail(attempt.error(effect));
            } else if (attempts % addresses.size() != 0) {
                tryNode();
            } else if (attempts / addresses.size() < ROUNDS_MAX) {
                pause(attempt);
            } else {
                fail(attempt.error(effect));
            }
        }

        private void pause(Attempt attempt) {
            long longest = PAUSE_MILLIS << (attempts / addresses.size());
            long millis = ThreadLocalRandom.current().nextLong(longest / 2, longest);
            if (deadline.timeRemaining(TimeUnit.MILLISECONDS) <= millis) {
                fail(attempt.error(effect));
                return;
            }
            try {
                var unused = loops.schedule(this::tryNode, millis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                fail(new NodeClosedException("this client has been closed"));
            }
        }

        private void fail(RuntimeException error) {
            ForkJoinPool.commonPool().execute(() -> result.completeExceptionally(error));
        }
    }

    /** How one attempt failed. */
    private record Attempt(Address address, Status status, Optional<Failure> failure, boolean wasSent) {

        boolean mayRepeat(Effect effect) {
            if (failure.isPresent()) {
                FailureKind kind = failure.get().getKind();
                return kind == FailureKind.FAILURE_KIND_BUSY
                        || kind == FailureKind.FAILURE_KIND_NODE_CLOSED
                        || (kind == FailureKind.FAILURE_KIND_UNAVAILABLE && effect != Effect.MESSAGE);
            }
            return !wasSent || effect == Effect.NONE;
        }

        RuntimeException error(Effect effect) {
            if (failure.isPresent()) {
                try {
                    return KeyValueFailures.read(failure.get(), address, effect != Effect.NONE);
                } catch (IllegalArgumentException e) {
                    return withoutFailure(effect, "an unreadable failure");
                }
            }
            String words = status.getCode() + (status.getDescription() == null ? "" : " " + status.getDescription());
            return withoutFailure(effect, words);
        }

        private RuntimeException withoutFailure(Effect effect, String words) {
            if (wasSent && effect != Effect.NONE) {
                return new OutcomeUnknownException(
                        "the call to " + address + " broke off before the answer came (" + words + ")", Version.NONE);
            }
            return new UnavailableException(
                    switch (status.getCode()) {
                        case UNAVAILABLE ->
                            "no node could be reached, " + address + " being the last tried (" + words + ")";
                        case DEADLINE_EXCEEDED -> address + " did not answer in time";
                        default -> "what answers at " + address + " is not a Trefoil node (" + words + ")";
                    });
        }
    }

    private static Optional<Failure> failureIn(Metadata trailers) {
        try {
            return Optional.ofNullable(trailers.get(Failures.TRAILER));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
