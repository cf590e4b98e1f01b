package dev.trefoil.cli.client;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Located;
import dev.trefoil.NodeStatus;
import dev.trefoil.ReadOptions;
import dev.trefoil.RouteReply;
import dev.trefoil.Version;
import dev.trefoil.Versioned;
import dev.trefoil.WriteOptions;
import dev.trefoil.WriteResult;
import dev.trefoil.transport.grpc.GrpcConfig;
import dev.trefoil.transport.grpc.KeyValueClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A client over the public gRPC service. */
public final class GrpcNodeClient implements NodeClient {

    private final KeyValueClient client;

    /** A client of the nodes at {@code addresses}. */
    public GrpcNodeClient(List<Address> addresses) {
        client = KeyValueClient.of(addresses, GrpcConfig.defaults());
    }

    @Override
    public CompletableFuture<Version> put(Bytes name, Bytes value, WriteOptions options) {
        return client.put(name, value, options);
    }

    @Override
    public CompletableFuture<Optional<Versioned>> get(Bytes name, ReadOptions options) {
        return client.get(name, options);
    }

    @Override
    public CompletableFuture<Version> remove(Bytes name, WriteOptions options) {
        return client.remove(name, options);
    }

    @Override
    public CompletableFuture<WriteResult> putIfAbsent(Bytes name, Bytes value, WriteOptions options) {
        return client.putIfAbsent(name, value, options);
    }

    @Override
    public CompletableFuture<WriteResult> replace(Bytes name, Version expected, Bytes value, WriteOptions options) {
        return client.replace(name, expected, value, options);
    }

    @Override
    public CompletableFuture<WriteResult> removeIf(Bytes name, Version expected, WriteOptions options) {
        return client.removeIf(name, expected, options);
    }

    @Override
    public CompletableFuture<Version> add(Bytes name, Bytes element, WriteOptions options) {
        return client.add(name, element, options);
    }

    @Override
    public CompletableFuture<Version> discard(Bytes name, Bytes element, WriteOptions options) {
        return client.discard(name, element, options);
    }

    @Override
    public CompletableFuture<Set<Bytes>> elements(Bytes name, ReadOptions options) {
        return client.elements(name, options);
    }

    @Override
    public CompletableFuture<Located> locate(Bytes name) {
        return client.locate(name);
    }

    @Override
    public CompletableFuture<RouteReply> route(String application, Bytes name, Bytes payload) {
        return client.route(application, name, payload);
    }

    @Override
    public CompletableFuture<NodeStatus> status() {
        return client.status();
    }

    @Override
    public void close() {
        client.close();
    }
}
