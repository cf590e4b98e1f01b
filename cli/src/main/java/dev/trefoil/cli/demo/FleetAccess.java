package dev.trefoil.cli.demo;

import dev.trefoil.Bytes;
import dev.trefoil.Consistency;
import dev.trefoil.DhtException;
import dev.trefoil.LimitExceededException;
import dev.trefoil.NodeStatus;
import dev.trefoil.ReadOptions;
import dev.trefoil.UnavailableException;
import dev.trefoil.Versioned;
import dev.trefoil.WriteOptions;
import dev.trefoil.cli.client.Connector;
import dev.trefoil.cli.client.NodeClient;
import dev.trefoil.cli.console.Problems;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The network as a client with a list of nodes uses it: each operation goes to the next node in turn, and to another
 * one if it fails and may be repeated.
 *
 * <p>Thread-safe. Repeating a put is harmless: it writes the same value.
 */
final class FleetAccess implements Access, AutoCloseable {

    /** How long one node may take. */
    private static final Duration ATTEMPT = Duration.ofSeconds(5);

    /** How long an operation is repeated. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration STATUS_LIMIT = Duration.ofSeconds(3);

    private final Connector connector;
    private final WriteOptions writing;
    private final ReadOptions reading = ReadOptions.DEFAULTS.within(ATTEMPT);
    private final Map<NodeProcess, NodeClient> clients = new LinkedHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    /** Asks nobody until {@link #add}; writes are acknowledged with {@code acknowledgement}. */
    FleetAccess(Connector connector, Consistency acknowledgement) {
        this.connector = connector;
        writing = WriteOptions.DEFAULTS.with(acknowledgement).within(ATTEMPT);
    }

    /** From now on asks {@code node}, too. */
    void add(NodeProcess node) {
        NodeClient client = connector.connect(List.of(node.address()));
        synchronized (clients) {
            clients.put(node, client);
        }
    }

    /** Does not ask {@code node} again. */
    void forget(NodeProcess node) {
        NodeClient client;
        synchronized (clients) {
            client = clients.remove(node);
        }
        if (client != null) {
            client.close();
        }
    }

    @Override
    public void put(Bytes name, Bytes value) {
        repeat(client -> client.put(name, value, writing));
    }

    @Override
    public Optional<Bytes> get(Bytes name) {
        return repeat(client -> client.get(name, reading)).map(Versioned::value);
    }

    /** What {@code node} knows of itself; empty if it does not answer. */
    Optional<NodeStatus> status(NodeProcess node) throws InterruptedException {
        NodeClient client;
        synchronized (clients) {
            client = clients.get(node);
        }
        if (client == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(await(client.status(), STATUS_LIMIT));
        } catch (DhtException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        List<NodeProcess> nodes;
        synchronized (clients) {
            nodes = List.copyOf(clients.keySet());
        }
        nodes.forEach(this::forget);
    }

    private <T> T repeat(Function<NodeClient, CompletableFuture<T>> operation) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return await(operation.apply(next()), ATTEMPT);
            } catch (LimitExceededException e) {
                throw e;
            } catch (DhtException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            } catch (InterruptedException e) {
                throw interrupted();
            }
            pause();
        }
    }

    private NodeClient next() {
        synchronized (clients) {
            List<NodeClient> all = List.copyOf(clients.values());
            if (all.isEmpty()) {
                throw new UnavailableException("there is no node left to ask");
            }
            return all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
        }
    }

    private static <T> T await(CompletableFuture<T> future, Duration limit) throws InterruptedException {
        try {
            return future.get(limit.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new UnavailableException("a node did not answer in time");
        } catch (ExecutionException e) {
            throw Problems.unwrap(e) instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static UnavailableException interrupted() {
        Thread.currentThread().interrupt();
        return new UnavailableException("interrupted");
    }
}
