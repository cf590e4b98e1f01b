package dev.trefoil.transport.grpc;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Dht;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.KeySpace;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus;
import dev.trefoil.ReadOptions;
import dev.trefoil.RouteReply;
import dev.trefoil.Version;
import dev.trefoil.Versioned;
import dev.trefoil.WriteOptions;
import dev.trefoil.WriteResult;
import dev.trefoil.kbr.KbrApplication;
import dev.trefoil.kbr.KeyBasedRouting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** One process that is a whole network, answers at once, remembers the options, and fails on demand. */
final class FakeDht implements Dht {

    static final NodeRef ROOT = new NodeRef(Key.ofHex("aa"), new Address("10.0.0.1", 7400));
    static final NodeRef HOP = new NodeRef(Key.ofHex("55"), new Address("::1", 7401));
    static final Instant EPOCH = Instant.ofEpochMilli(1_700_000_000_000L);

    final KeySpace space;
    final ConcurrentLinkedQueue<Object> options = new ConcurrentLinkedQueue<>();
    final AtomicInteger calls = new AtomicInteger();

    /** What the next calls give instead of their answers; null for the answer. */
    volatile Supplier<CompletableFuture<?>> instead;

    private final ConcurrentHashMap<Bytes, Versioned> registers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Bytes, TreeSet<Bytes>> sets = new ConcurrentHashMap<>();
    private final AtomicInteger clock = new AtomicInteger();

    FakeDht(int bits) {
        space = new KeySpace(bits);
    }

    void failWith(RuntimeException error) {
        instead = () -> CompletableFuture.failedFuture(error);
    }

    @Override
    public CompletableFuture<Version> put(Bytes name, Bytes value, WriteOptions how) {
        return answer(how, () -> {
            Versioned written = written(value, how);
            registers.put(name, written);
            return written.version();
        });
    }

    @Override
    public CompletableFuture<Optional<Versioned>> get(Bytes name, ReadOptions how) {
        return answer(how, () -> Optional.ofNullable(registers.get(name)));
    }

    @Override
    public CompletableFuture<Version> remove(Bytes name, WriteOptions how) {
        return answer(how, () -> {
            registers.remove(name);
            return nextVersion();
        });
    }

    @Override
    public CompletableFuture<WriteResult> putIfAbsent(Bytes name, Bytes value, WriteOptions how) {
        return answer(how, () -> {
            Versioned written = written(value, how);
            Versioned current = registers.putIfAbsent(name, written);
            return current == null ? applied(written) : new WriteResult.Refused(Optional.of(current));
        });
    }

    @Override
    public CompletableFuture<WriteResult> replace(Bytes name, Version expected, Bytes value, WriteOptions how) {
        return answer(how, () -> {
            Versioned current = registers.get(name);
            if (current == null || !current.version().equals(expected)) {
                return new WriteResult.Refused(Optional.ofNullable(current));
            }
            Versioned written = written(value, how);
            registers.put(name, written);
            return applied(written);
        });
    }

    @Override
    public CompletableFuture<WriteResult> removeIf(Bytes name, Version expected, WriteOptions how) {
        return answer(how, () -> {
            Versioned current = registers.get(name);
            if (current == null || !current.version().equals(expected)) {
                return new WriteResult.Refused(Optional.ofNullable(current));
            }
            registers.remove(name);
            return new WriteResult.Applied(nextVersion());
        });
    }

    @Override
    public CompletableFuture<Version> add(Bytes name, Bytes element, WriteOptions how) {
        return answer(how, () -> {
            sets.computeIfAbsent(name, any -> new TreeSet<>()).add(element);
            return nextVersion();
        });
    }

    @Override
    public CompletableFuture<Version> discard(Bytes name, Bytes element, WriteOptions how) {
        return answer(how, () -> {
            sets.computeIfAbsent(name, any -> new TreeSet<>()).remove(element);
            return nextVersion();
        });
    }

    @Override
    public CompletableFuture<Set<Bytes>> elements(Bytes name, ReadOptions how) {
        return answer(how, () -> new TreeSet<>(sets.getOrDefault(name, new TreeSet<>())));
    }

    @Override
    public CompletableFuture<Located> locate(Key key) {
        Optional<KeyRange> range = Optional.of(new KeyRange(HOP.id(), ROOT.id()));
        return answer(key, () -> new Located(key, List.of(ROOT, HOP), range, List.of(HOP, ROOT)));
    }

    @Override
    public CompletableFuture<RouteReply> route(String application, Key key, Bytes payload) {
        return answer(key, () -> new RouteReply(Bytes.utf8(application + ":" + payload.toUtf8()), ROOT, 3));
    }

    @Override
    public void attach(String name, Function<? super KeyBasedRouting, ? extends KbrApplication> factory) {
        throw new UnsupportedOperationException();
    }

    @Override
    public KeySpace keySpace() {
        return space;
    }

    @Override
    public CompletableFuture<NodeStatus> status() {
        return answer("status", FakeDht::aStatus);
    }

    static NodeStatus aStatus() {
        return new NodeStatus(
                List.of(ROOT), "test", "fake", 160, 3, List.of(HOP), 7, 1L << 40, NodeStatus.State.LOADING, 5, 12, 4);
    }

    @Override
    public CompletableFuture<Void> leave() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}

    @SuppressWarnings("unchecked")
    private <T> CompletableFuture<T> answer(Object how, Supplier<T> answer) {
        calls.incrementAndGet();
        options.add(how);
        Supplier<CompletableFuture<?>> other = instead;
        return other != null ? (CompletableFuture<T>) other.get() : CompletableFuture.completedFuture(answer.get());
    }

    private Versioned written(Bytes value, WriteOptions how) {
        return new Versioned(value, nextVersion(), how.timeToLive().map(EPOCH::plus));
    }

    private Version nextVersion() {
        return new Version(Version.stampOf(1_700_000_000_000L) + clock.incrementAndGet(), ROOT.id(), -1);
    }

    private static WriteResult applied(Versioned written) {
        return new WriteResult.Applied(written.version());
    }
}
