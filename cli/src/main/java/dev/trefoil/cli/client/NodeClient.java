package dev.trefoil.cli.client;

import dev.trefoil.Bytes;
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

/**
 * A network seen through one of its nodes. Thread-safe.
 *
 * <p>The operations are those of {@code Dht}, and their futures fail as there; also with {@code UnavailableException} if
 * no node could be asked.
 */
public interface NodeClient extends AutoCloseable {

    /** Stores a value. */
    CompletableFuture<Version> put(Bytes name, Bytes value, WriteOptions options);

    /** Reads a value. */
    CompletableFuture<Optional<Versioned>> get(Bytes name, ReadOptions options);

    /** Deletes a value. */
    CompletableFuture<Version> remove(Bytes name, WriteOptions options);

    /** Stores a value if there is none. */
    CompletableFuture<WriteResult> putIfAbsent(Bytes name, Bytes value, WriteOptions options);

    /** Stores a value if the current one has version {@code expected}. */
    CompletableFuture<WriteResult> replace(Bytes name, Version expected, Bytes value, WriteOptions options);

    /** Deletes a value if it has version {@code expected}. */
    CompletableFuture<WriteResult> removeIf(Bytes name, Version expected, WriteOptions options);

    /** Adds an element to a set. */
    CompletableFuture<Version> add(Bytes name, Bytes element, WriteOptions options);

    /** Takes an element out of a set. */
    CompletableFuture<Version> discard(Bytes name, Bytes element, WriteOptions options);

    /** Reads a set. */
    CompletableFuture<Set<Bytes>> elements(Bytes name, ReadOptions options);

    /** Finds the nodes that hold {@code name}, and the way there. */
    CompletableFuture<Located> locate(Bytes name);

    /** Sends a message to the application at the root of {@code name}. */
    CompletableFuture<RouteReply> route(String application, Bytes name, Bytes payload);

    /** What the node knows of itself. */
    CompletableFuture<NodeStatus> status();

    /** Closes the connection. */
    @Override
    void close();
}
