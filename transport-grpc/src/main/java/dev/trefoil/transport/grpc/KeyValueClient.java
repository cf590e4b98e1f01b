package dev.trefoil.transport.grpc;

import com.google.protobuf.MessageLite;
import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.Located;
import dev.trefoil.NodeStatus;
import dev.trefoil.ReadOptions;
import dev.trefoil.RouteReply;
import dev.trefoil.Version;
import dev.trefoil.Versioned;
import dev.trefoil.WriteOptions;
import dev.trefoil.WriteResult;
import dev.trefoil.transport.grpc.FailOver.Effect;
import dev.trefoil.transport.grpc.stub.KeyValueGrpc;
import dev.trefoil.transport.grpc.stub.KeyValueProto;
import dev.trefoil.wire.Values;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A program's way into a network without being a node of it: the operations of {@link dev.trefoil.Dht} over the public
 * service of one of several nodes.
 *
 * <p>Uses one node as long as it answers, then the next. What is repeated elsewhere is only what is safe: reads, and
 * writes that certainly were not applied. The futures fail with the exceptions of {@code Dht}, and with
 * {@link dev.trefoil.UnavailableException} if no node could be reached. A write whose connection broke fails with
 * {@link dev.trefoil.OutcomeUnknownException} and the version {@link Version#NONE}, because nobody told which it has.
 *
 * <p>Thread-safe. Futures are completed on the JDK's common pool, where a callback may block. {@link #blocking} has the
 * same operations for programs that would rather wait.
 */
public final class KeyValueClient implements AutoCloseable {

    private final FailOver nodes;

    private KeyValueClient(FailOver nodes) {
        this.nodes = nodes;
    }

    /** A client of the nodes at {@code addresses}, the first preferred. Connects when it is first used. */
    public static KeyValueClient of(Address... addresses) {
        return of(List.of(addresses), GrpcConfig.defaults());
    }

    /**
     * A client with limits of its own, of which those on what comes in from others do not concern it.
     *
     * @throws IllegalArgumentException if there is no address
     */
    public static KeyValueClient of(List<Address> addresses, GrpcConfig config) {
        return new KeyValueClient(new FailOver(addresses, config));
    }

    /** The same operations, each of which returns when it is done. Shares this client's connections. */
    public BlockingKeyValueClient blocking() {
        return new BlockingKeyValueClient(this);
    }

    /** As {@link dev.trefoil.Dht#put(Bytes, Bytes, WriteOptions)}. */
    public CompletableFuture<Version> put(Bytes name, Bytes value, WriteOptions options) {
        return write(
                KeyValueGrpc.getPutMethod(),
                KeyValueProto.PutRequest.newBuilder()
                        .setName(Values.write(name))
                        .setValue(Values.write(value))
                        .setConsistency(KeyValueRequests.write(options.consistency()))
                        .setTimeToLiveMillis(KeyValueRequests.write(options.timeToLive()))
                        .build(),
                options,
                KeyValueClient::version);
    }

    /** As {@link dev.trefoil.Dht#get(Bytes, ReadOptions)}. */
    public CompletableFuture<Optional<Versioned>> get(Bytes name, ReadOptions options) {
        return read(
                KeyValueGrpc.getGetMethod(),
                KeyValueProto.GetRequest.newBuilder()
                        .setName(Values.write(name))
                        .setConsistency(KeyValueRequests.write(options.consistency()))
                        .build(),
                options.deadline(),
                KeyValueMessages::read);
    }

    /** As {@link dev.trefoil.Dht#remove(Bytes, WriteOptions)}. */
    public CompletableFuture<Version> remove(Bytes name, WriteOptions options) {
        return write(
                KeyValueGrpc.getRemoveMethod(),
                KeyValueProto.RemoveRequest.newBuilder()
                        .setName(Values.write(name))
                        .setConsistency(KeyValueRequests.write(options.consistency()))
                        .build(),
                options,
                KeyValueClient::version);
    }

    /** As {@link dev.trefoil.Dht#putIfAbsent}. */
    public CompletableFuture<WriteResult> putIfAbsent(Bytes name, Bytes value, WriteOptions options) {
        return write(
                KeyValueGrpc.getPutIfAbsentMethod(),
                KeyValueProto.PutIfAbsentRequest.newBuilder()
                        .setName(Values.write(name))
                        .setValue(Values.write(value))
                        .setConsistency(KeyValueRequests.write(options.consistency()))
                        .setTimeToLiveMillis(KeyValueRequests.write(options.timeToLive()))
                        .build(),
                options,
                KeyValueMessages::read);
    }

    /** As {@link dev.trefoil.Dht#replace}. */
    public CompletableFuture<WriteResult> replace(Bytes name, Version expected, Bytes value, WriteOptions options) {
        return write(
                KeyValueGrpc.getReplaceMethod(),
                KeyValueProto.ReplaceRequest.newBuilder()
                        .setName(Values.write(name))
                        .setExpected(KeyValueMessages.write(expected))
                        .setValue(Values.write(value))
                        .setConsistency(KeyValueRequests.write(options.consistency()))
                        .setTimeToLiveMillis(KeyValueRequests.write(options.timeToLive()))
                        .build(),
                options,
                KeyValueMessages::read);
    }

    /** As {@link dev.trefoil.Dht#removeIf}. */
    public CompletableFuture<WriteResult> removeIf(Bytes name, Version expected, WriteOptions options) {
        return write(
                KeyValueGrpc.getRemoveIfMethod(),
                KeyValueProto.RemoveIfRequest.newBuilder()
                        .setName(Values.write(name))
                        .setExpected(KeyValueMessages.write(expected))
                        .setConsistency(KeyValueRequests.write(options.consistency()))
                        .build(),
                options,
                KeyValueMessages::read);
    }

    /** As {@link dev.trefoil.Dht#add}. */
    public CompletableFuture<Version> add(Bytes name, Bytes element, WriteOptions options) {
        return write(
                KeyValueGrpc.getAddMethod(),
                KeyValueProto.AddRequest.newBuilder()
                        .setName(Values.write(name))
                        .setElement(Values.write(element))
                        .setConsistency(KeyValueRequests.write(options.consistency()))
                        .setTimeToLiveMillis(KeyValueRequests.write(options.timeToLive()))
                        .build(),
                options,
                KeyValueClient::version);
    }

    /** As {@link dev.trefoil.Dht#discard}. */
    public CompletableFuture<Version> discard(Bytes name, Bytes element, WriteOptions options) {
        return write(
                KeyValueGrpc.getDiscardMethod(),
                KeyValueProto.DiscardRequest.newBuilder()
                        .setName(Values.write(name))
                        .setElement(Values.write(element))
                        .setConsistency(KeyValueRequests.write(options.consistency()))
                        .build(),
                options,
                KeyValueClient::version);
    }

    /** As {@link dev.trefoil.Dht#elements}. */
    public CompletableFuture<Set<Bytes>> elements(Bytes name, ReadOptions options) {
        return read(
                KeyValueGrpc.getElementsMethod(),
                KeyValueProto.ElementsRequest.newBuilder()
                        .setName(Values.write(name))
                        .setConsistency(KeyValueRequests.write(options.consistency()))
                        .build(),
                options.deadline(),
                KeyValueMessages::read);
    }

    /** As {@link dev.trefoil.Dht#locate}; the path begins at the node that was asked. */
    public CompletableFuture<Located> locate(Key key) {
        return locate(KeyValueProto.Target.newBuilder().setKey(key.toHex()).build());
    }

    /** The same for the place of a name, which the node works out, since a client does not know the network's m. */
    public CompletableFuture<Located> locate(Bytes name) {
        return locate(
                KeyValueProto.Target.newBuilder().setName(Values.write(name)).build());
    }

    /**
     * As {@link dev.trefoil.Dht#route}. Fails with {@link dev.trefoil.OutcomeUnknownException} if the message may have
     * been delivered without the answer coming back.
     */
    public CompletableFuture<RouteReply> route(String application, Key key, Bytes payload) {
        return route(
                application,
                KeyValueProto.Target.newBuilder().setKey(key.toHex()).build(),
                payload);
    }

    /** The same to the place of a name. */
    public CompletableFuture<RouteReply> route(String application, Bytes name, Bytes payload) {
        KeyValueProto.Target target =
                KeyValueProto.Target.newBuilder().setName(Values.write(name)).build();
        return route(application, target, payload);
    }

    /** What the node that this client uses now knows of itself. */
    public CompletableFuture<NodeStatus> status() {
        return read(
                KeyValueGrpc.getStatusMethod(),
                KeyValueProto.StatusRequest.getDefaultInstance(),
                ReadOptions.DEFAULTS.deadline(),
                KeyValueMessages::read);
    }

    /** Ends the connections; what is under way fails. Idempotent. */
    @Override
    public void close() {
        nodes.close();
    }

    private CompletableFuture<Located> locate(KeyValueProto.Target target) {
        return read(
                KeyValueGrpc.getLocateMethod(),
                KeyValueProto.LocateRequest.newBuilder().setTarget(target).build(),
                ReadOptions.DEFAULTS.deadline(),
                KeyValueMessages::read);
    }

    private CompletableFuture<RouteReply> route(String application, KeyValueProto.Target target, Bytes payload) {
        return nodes.call(
                KeyValueGrpc.getRouteMethod(),
                KeyValueProto.RouteRequest.newBuilder()
                        .setApplication(application)
                        .setTarget(target)
                        .setPayload(Values.write(payload))
                        .build(),
                ReadOptions.DEFAULTS.deadline(),
                Effect.MESSAGE,
                KeyValueMessages::read);
    }

    private <Q extends MessageLite, R, T> CompletableFuture<T> read(
            MethodDescriptor<Q, R> method, Q request, Duration deadline, Function<R, T> reader) {
        return nodes.call(method, request, deadline, Effect.NONE, reader);
    }

    private <Q extends MessageLite, R, T> CompletableFuture<T> write(
            MethodDescriptor<Q, R> method, Q request, WriteOptions options, Function<R, T> reader) {
        return nodes.call(method, request, options.deadline(), Effect.WRITE, reader);
    }

    private static Version version(KeyValueProto.WriteResponse response) {
        return KeyValueMessages.read(response.getVersion());
    }
}
