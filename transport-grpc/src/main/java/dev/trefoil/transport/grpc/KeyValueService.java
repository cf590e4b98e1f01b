package dev.trefoil.transport.grpc;

import static dev.trefoil.transport.grpc.KeyValueRequests.consistency;
import static dev.trefoil.transport.grpc.KeyValueRequests.target;
import static dev.trefoil.transport.grpc.KeyValueRequests.timeToLive;

import dev.trefoil.Dht;
import dev.trefoil.NodeClosedException;
import dev.trefoil.ReadOptions;
import dev.trefoil.WriteOptions;
import dev.trefoil.transport.grpc.stub.KeyValueGrpc;
import dev.trefoil.transport.grpc.stub.KeyValueProto;
import dev.trefoil.wire.Values;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** The public service: each call is one operation of a {@link Dht}. Thread-safe; never blocks. */
final class KeyValueService extends KeyValueGrpc.KeyValueImplBase {

    /** So that an answer given at the last moment still reaches the client in time. */
    private static final Duration RETURN_TRIP_MAX = Duration.ofMillis(250);

    private static final Duration DEADLINE_DEFAULT = ReadOptions.DEFAULTS.deadline();

    private final Supplier<Optional<Dht>> offered;
    private final Duration deadlineMax;

    KeyValueService(Supplier<Optional<Dht>> offered, GrpcConfig config) {
        this.offered = offered;
        this.deadlineMax = config.timing().publicCall();
    }

    @Override
    public void put(KeyValueProto.PutRequest request, StreamObserver<KeyValueProto.WriteResponse> observer) {
        answer(
                observer,
                dht -> dht.put(
                                Values.read(request.getName()),
                                Values.read(request.getValue()),
                                writing(request.getConsistency(), request.getTimeToLiveMillis()))
                        .thenApply(KeyValueMessages::writeResponse));
    }

    @Override
    public void get(KeyValueProto.GetRequest request, StreamObserver<KeyValueProto.GetResponse> observer) {
        answer(
                observer,
                dht -> dht.get(Values.read(request.getName()), reading(request.getConsistency()))
                        .thenApply(KeyValueMessages::getResponse));
    }

    @Override
    public void remove(KeyValueProto.RemoveRequest request, StreamObserver<KeyValueProto.WriteResponse> observer) {
        answer(
                observer,
                dht -> dht.remove(Values.read(request.getName()), writing(request.getConsistency(), 0))
                        .thenApply(KeyValueMessages::writeResponse));
    }

    @Override
    public void putIfAbsent(
            KeyValueProto.PutIfAbsentRequest request, StreamObserver<KeyValueProto.ConditionalResponse> observer) {
        answer(
                observer,
                dht -> dht.putIfAbsent(
                                Values.read(request.getName()),
                                Values.read(request.getValue()),
                                writing(request.getConsistency(), request.getTimeToLiveMillis()))
                        .thenApply(KeyValueMessages::conditionalResponse));
    }

    @Override
    public void replace(
            KeyValueProto.ReplaceRequest request, StreamObserver<KeyValueProto.ConditionalResponse> observer) {
        answer(
                observer,
                dht -> dht.replace(
                                Values.read(request.getName()),
                                KeyValueMessages.read(request.getExpected()),
                                Values.read(request.getValue()),
                                writing(request.getConsistency(), request.getTimeToLiveMillis()))
                        .thenApply(KeyValueMessages::conditionalResponse));
    }

    @Override
    public void removeIf(
            KeyValueProto.RemoveIfRequest request, StreamObserver<KeyValueProto.ConditionalResponse> observer) {
        answer(
                observer,
                dht -> dht.removeIf(
                                Values.read(request.getName()),
                                KeyValueMessages.read(request.getExpected()),
                                writing(request.getConsistency(), 0))
                        .thenApply(KeyValueMessages::conditionalResponse));
    }

    @Override
    public void add(KeyValueProto.AddRequest request, StreamObserver<KeyValueProto.WriteResponse> observer) {
        answer(
                observer,
                dht -> dht.add(
                                Values.read(request.getName()),
                                Values.read(request.getElement()),
                                writing(request.getConsistency(), request.getTimeToLiveMillis()))
                        .thenApply(KeyValueMessages::writeResponse));
    }

    @Override
    public void discard(KeyValueProto.DiscardRequest request, StreamObserver<KeyValueProto.WriteResponse> observer) {
        answer(
                observer,
                dht -> dht.discard(
                                Values.read(request.getName()),
                                Values.read(request.getElement()),
                                writing(request.getConsistency(), 0))
                        .thenApply(KeyValueMessages::writeResponse));
    }

    @Override
    public void elements(
            KeyValueProto.ElementsRequest request, StreamObserver<KeyValueProto.ElementsResponse> observer) {
        answer(
                observer,
                dht -> dht.elements(Values.read(request.getName()), reading(request.getConsistency()))
                        .thenApply(KeyValueMessages::elementsResponse));
    }

    @Override
    public void locate(KeyValueProto.LocateRequest request, StreamObserver<KeyValueProto.LocateResponse> observer) {
        answer(
                observer,
                dht -> dht.locate(target(request.getTarget(), dht.keySpace()))
                        .thenApply(KeyValueMessages::locateResponse));
    }

    @Override
    public void route(KeyValueProto.RouteRequest request, StreamObserver<KeyValueProto.RouteResponse> observer) {
        answer(
                observer,
                dht -> dht.route(
                                KeyValueRequests.application(request.getApplication()),
                                target(request.getTarget(), dht.keySpace()),
                                Values.read(request.getPayload()))
                        .thenApply(KeyValueMessages::routeResponse));
    }

    @Override
    public void status(KeyValueProto.StatusRequest request, StreamObserver<KeyValueProto.StatusResponse> observer) {
        answer(observer, dht -> dht.status().thenApply(KeyValueMessages::statusResponse));
    }

    private <R> void answer(StreamObserver<R> observer, Function<Dht, CompletableFuture<R>> operation) {
        // With a handler, an answer to a client that has gone away is dropped instead of thrown back at the node.
        ((ServerCallStreamObserver<R>) observer).setOnCancelHandler(() -> {});
        CompletableFuture<R> response;
        try {
            Dht dht = offered.get().orElseThrow(() -> new NodeClosedException("the node is still starting"));
            response = operation.apply(dht);
        } catch (RuntimeException e) {
            response = CompletableFuture.failedFuture(e);
        }
        var unused = response.whenComplete((answer, error) -> {
            if (error != null) {
                observer.onError(KeyValueFailures.write(error));
            } else {
                observer.onNext(answer);
                observer.onCompleted();
            }
        });
    }

    private ReadOptions reading(KeyValueProto.Consistency consistency) {
        return new ReadOptions(consistency(consistency), deadline());
    }

    private WriteOptions writing(KeyValueProto.Consistency consistency, long timeToLiveMillis) {
        return new WriteOptions(consistency(consistency), deadline(), timeToLive(timeToLiveMillis));
    }

    /** How long the operation may take, so that the client has the answer before it gives up. */
    private Duration deadline() {
        Deadline wanted = Context.current().getDeadline();
        if (wanted == null) {
            return DEADLINE_DEFAULT.compareTo(deadlineMax) < 0 ? DEADLINE_DEFAULT : deadlineMax;
        }
        Duration left = Duration.ofNanos(Math.max(1, wanted.timeRemaining(TimeUnit.NANOSECONDS)));
        Duration tenth = left.dividedBy(10);
        Duration inTime = left.minus(tenth.compareTo(RETURN_TRIP_MAX) < 0 ? tenth : RETURN_TRIP_MAX);
        return inTime.compareTo(deadlineMax) < 0 ? inTime : deadlineMax;
    }
}
