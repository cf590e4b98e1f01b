package dev.trefoil.transport.grpc;

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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The operations of a {@link KeyValueClient} for programs that wait: each returns its result or throws what its future
 * would fail with. Thread-safe.
 */
public final class BlockingKeyValueClient {

    private final KeyValueClient client;

    BlockingKeyValueClient(KeyValueClient client) {
        this.client = client;
    }

    /** {@link KeyValueClient#put}. */
    public Version put(Bytes name, Bytes value, WriteOptions options) {
        return await(client.put(name, value, options));
    }

    /** {@link KeyValueClient#get}. */
    public Optional<Versioned> get(Bytes name, ReadOptions options) {
        return await(client.get(name, options));
    }

    /** {@link KeyValueClient#remove}. */
    public Version remove(Bytes name, WriteOptions options) {
        return await(client.remove(name, options));
    }

    /** {@link KeyValueClient#putIfAbsent}. */
    public WriteResult putIfAbsent(Bytes name, Bytes value, WriteOptions options) {
        return await(client.putIfAbsent(name, value, options));
    }

    /** {@link KeyValueClient#replace}. */
    public WriteResult replace(Bytes name, Version expected, Bytes value, WriteOptions options) {
        return await(client.replace(name, expected, value, options));
    }

    /** {@link KeyValueClient#removeIf}. */
    public WriteResult removeIf(Bytes name, Version expected, WriteOptions options) {
        return await(client.removeIf(name, expected, options));
    }

    /** {@link KeyValueClient#add}. */
    public Version add(Bytes name, Bytes element, WriteOptions options) {
        return await(client.add(name, element, options));
    }

    /** {@link KeyValueClient#discard}. */
    public Version discard(Bytes name, Bytes element, WriteOptions options) {
        return await(client.discard(name, element, options));
    }

    /** {@link KeyValueClient#elements}. */
    public Set<Bytes> elements(Bytes name, ReadOptions options) {
        return await(client.elements(name, options));
    }

    /** {@link KeyValueClient#locate(Key)}. */
    public Located locate(Key key) {
        return await(client.locate(key));
    }

    /** {@link KeyValueClient#locate(Bytes)}. */
    public Located locate(Bytes name) {
        return await(client.locate(name));
    }

    /** {@link KeyValueClient#route(String, Key, Bytes)}. */
    public RouteReply route(String application, Key key, Bytes payload) {
        return await(client.route(application, key, payload));
    }

    /** {@link KeyValueClient#route(String, Bytes, Bytes)}. */
    public RouteReply route(String application, Bytes name, Bytes payload) {
        return await(client.route(application, name, payload));
    }

    /** {@link KeyValueClient#status}. */
    public NodeStatus status() {
        return await(client.status());
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                // The exception was made on another thread: show the caller's way here as well.
                cause.addSuppressed(e);
                throw cause;
            }
            throw e;
        }
    }
}
