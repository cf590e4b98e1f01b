package dev.trefoil.cli;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.KeySpace;
import dev.trefoil.Located;
import dev.trefoil.NoApplicationException;
import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus;
import dev.trefoil.ReadOptions;
import dev.trefoil.RouteReply;
import dev.trefoil.Version;
import dev.trefoil.Versioned;
import dev.trefoil.WriteOptions;
import dev.trefoil.WriteResult;
import dev.trefoil.cli.client.NodeClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A node that answers from two maps, or with the failure it was told to fail with. */
final class FakeNode implements NodeClient {

    static final NodeRef SELF = new NodeRef(Key.ofHex("3fa9c2e1"), new Address("127.0.0.1", 7400));
    static final NodeRef OTHER = new NodeRef(Key.ofHex("a1b2c3d4"), new Address("127.0.0.1", 7401));

    final Map<Bytes, Versioned> values = new TreeMap<>();
    final Map<Bytes, Set<Bytes>> sets = new TreeMap<>();
    Optional<RuntimeException> failure = Optional.empty();
    Optional<WriteOptions> lastWrite = Optional.empty();
    Optional<ReadOptions> lastRead = Optional.empty();
    private long stamp = 1L << 40;

    @Override
    public CompletableFuture<Version> put(Bytes name, Bytes value, WriteOptions options) {
        lastWrite = Optional.of(options);
        return answer(() -> {
            Version version = new Version(stamp++, SELF.id(), 7);
            values.put(name, new Versioned(value, version, Optional.empty()));
            return version;
        });
    }

    @Override
    public CompletableFuture<Optional<Versioned>> get(Bytes name, ReadOptions options) {
        lastRead = Optional.of(options);
        return answer(() -> Optional.ofNullable(values.get(name)));
    }

    @Override
    public CompletableFuture<Version> remove(Bytes name, WriteOptions options) {
        return answer(() -> {
            values.remove(name);
            return new Version(stamp++, SELF.id(), 7);
        });
    }

    @Override
    public CompletableFuture<WriteResult> putIfAbsent(Bytes name, Bytes value, WriteOptions options) {
        return conditional(!values.containsKey(name), name, () -> put(name, value, options));
    }

    @Override
    public CompletableFuture<WriteResult> replace(Bytes name, Version expected, Bytes value, WriteOptions options) {
        return conditional(has(name, expected), name, () -> put(name, value, options));
    }

    @Override
    public CompletableFuture<WriteResult> removeIf(Bytes name, Version expected, WriteOptions options) {
        return conditional(has(name, expected), name, () -> remove(name, options));
    }

    @Override
    public CompletableFuture<Version> add(Bytes name, Bytes element, WriteOptions options) {
        lastWrite = Optional.of(options);
        return answer(() -> {
            sets.computeIfAbsent(name, absent -> new TreeSet<>()).add(element);
            return new Version(stamp++, SELF.id(), 7);
        });
    }

    @Override
    public CompletableFuture<Version> discard(Bytes name, Bytes element, WriteOptions options) {
        return answer(() -> {
            sets.computeIfAbsent(name, absent -> new TreeSet<>()).remove(element);
            return new Version(stamp++, SELF.id(), 7);
        });
    }

    @Override
    public CompletableFuture<Set<Bytes>> elements(Bytes name, ReadOptions options) {
        return answer(() -> sets.getOrDefault(name, Set.of()));
    }

    @Override
    public CompletableFuture<Located> locate(Bytes name) {
        return answer(() -> new Located(
                KeySpace.FULL.place(name),
                List.of(OTHER, SELF),
                Optional.of(new KeyRange(SELF.id(), OTHER.id())),
                List.of(SELF, OTHER)));
    }

    @Override
    public CompletableFuture<RouteReply> route(String application, Bytes name, Bytes payload) {
        return answer(() -> {
            if (!application.equals("echo")) {
                throw new NoApplicationException("no application \"" + application + "\" at " + OTHER);
            }
            return new RouteReply(payload, OTHER, 2);
        });
    }

    @Override
    public CompletableFuture<NodeStatus> status() {
        return answer(() -> new NodeStatus(
                List.of(SELF),
                "trefoil",
                "chord",
                160,
                3,
                List.of(OTHER),
                1042,
                5_130_000,
                NodeStatus.State.SETTLED,
                10,
                12,
                3));
    }

    @Override
    public void close() {}

    private boolean has(Bytes name, Version expected) {
        return values.containsKey(name) && values.get(name).version().equals(expected);
    }

    private CompletableFuture<WriteResult> conditional(
            boolean holds, Bytes name, Supplier<CompletableFuture<Version>> write) {
        return holds
                ? write.get().thenApply(WriteResult.Applied::new)
                : answer(() -> new WriteResult.Refused(Optional.ofNullable(values.get(name))));
    }

    private <T> CompletableFuture<T> answer(Supplier<T> result) {
        if (failure.isPresent()) {
            return CompletableFuture.failedFuture(failure.get());
        }
        try {
            return CompletableFuture.completedFuture(result.get());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
