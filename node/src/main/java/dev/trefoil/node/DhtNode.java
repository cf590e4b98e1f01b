package dev.trefoil.node;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Dht;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.LimitExceededException;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus;
import dev.trefoil.ReadOptions;
import dev.trefoil.RouteReply;
import dev.trefoil.UnavailableException;
import dev.trefoil.Version;
import dev.trefoil.Versioned;
import dev.trefoil.WriteOptions;
import dev.trefoil.WriteResult;
import dev.trefoil.kbr.KbrApplication;
import dev.trefoil.kbr.KeyBasedRouting;
import dev.trefoil.node.replication.Replication;
import dev.trefoil.node.replication.Replication.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A process that takes part in a hash table, with one or more virtual nodes.
 *
 * <p>Thread-safe. Checks arguments, chooses a virtual node for each operation, and waits at the door for the outcome; all
 * else happens behind it.
 */
public final class DhtNode implements Dht {

    private final NodeProcess process;
    private final Arguments arguments;
    private final Door door;

    DhtNode(NodeProcess process) {
        this.process = process;
        this.arguments =
                new Arguments(process.settings().limits(), process.settings().space());
        this.door = process.door();
    }

    /** What a node is made of. */
    public static DhtNodeBuilder builder() {
        return new DhtNodeBuilder();
    }

    static CompletableFuture<DhtNode> start(NodeSettings settings) {
        return NodeProcess.start(settings).thenApply(DhtNode::new);
    }

    /** Where others reach this node, with the port that was really bound. */
    public Address address() {
        return process.address();
    }

    /** The virtual nodes of this process. */
    public List<NodeRef> nodes() {
        return process.nodes().stream().map(VirtualNode::self).toList();
    }

    /**
     * Completes as soon as this node holds everything it is responsible for, exceptionally with
     * {@link UnavailableException} if that is not so within {@code limit}.
     */
    public CompletableFuture<NodeStatus> awaitSettled(Duration limit) {
        return door.enter(first(), (node, outcome) -> new Settling(process, limit, outcome).begin());
    }

    @Override
    public CompletableFuture<Version> put(Bytes name, Bytes value, WriteOptions options) {
        return write(
                name, () -> arguments.checkValue(value), (table, outcome) -> table.put(name, value, options, outcome));
    }

    @Override
    public CompletableFuture<Optional<Versioned>> get(Bytes name, ReadOptions options) {
        return read(name, (table, outcome) -> table.get(name, options, outcome));
    }

    @Override
    public CompletableFuture<Version> remove(Bytes name, WriteOptions options) {
        return write(name, () -> {}, (table, outcome) -> table.remove(name, options, outcome));
    }

    @Override
    public CompletableFuture<WriteResult> putIfAbsent(Bytes name, Bytes value, WriteOptions options) {
        return write(
                name,
                () -> arguments.checkValue(value),
                (table, outcome) -> table.putIfAbsent(name, value, options, outcome));
    }

    @Override
    public CompletableFuture<WriteResult> replace(Bytes name, Version expected, Bytes value, WriteOptions options) {
        return write(
                name,
                () -> arguments.checkValue(value),
                (table, outcome) -> table.replace(name, expected, value, options, outcome));
    }

    @Override
    public CompletableFuture<WriteResult> removeIf(Bytes name, Version expected, WriteOptions options) {
        return write(name, () -> {}, (table, outcome) -> table.removeIf(name, expected, options, outcome));
    }

    @Override
    public CompletableFuture<Version> add(Bytes name, Bytes element, WriteOptions options) {
        return write(
                name,
                () -> arguments.checkElement(element),
                (table, outcome) -> table.add(name, element, options, outcome));
    }

    @Override
    public CompletableFuture<Version> discard(Bytes name, Bytes element, WriteOptions options) {
        return write(
                name,
                () -> arguments.checkElement(element),
                (table, outcome) -> table.discard(name, element, options, outcome));
    }

    @Override
    public CompletableFuture<Set<Bytes>> elements(Bytes name, ReadOptions options) {
        return read(name, (table, outcome) -> table.elements(name, options, outcome));
    }

    @Override
    public CompletableFuture<Located> locate(Key key) {
        arguments.checkKey(key);
        return door.enter(
                process.nodeFor(key),
                (node, outcome) -> node.router()
                        .locate(
                                key,
                                Optional.empty(),
                                outcome::done,
                                why -> outcome.failed(
                                        new UnavailableException("nobody could tell who holds " + key + ": " + why))));
    }

    @Override
    public CompletableFuture<RouteReply> route(String application, Key key, Bytes payload) {
        arguments.checkApplication(application);
        arguments.checkKey(key);
        return checked(
                () -> arguments.checkPayload(payload),
                () -> door.enter(
                        process.nodeFor(key),
                        (node, outcome) ->
                                node.recursion().route(application, key, payload, outcome::done, outcome::failed)));
    }

    @Override
    public void attach(String name, Function<? super KeyBasedRouting, ? extends KbrApplication> factory) {
        arguments.checkApplication(name);
        process.attach(name, factory);
    }

    @Override
    public KeySpace keySpace() {
        return process.settings().space();
    }

    @Override
    public CompletableFuture<NodeStatus> status() {
        return door.isClosed()
                ? CompletableFuture.completedFuture(process.closedStatus())
                : door.enter(first(), (node, outcome) -> process.status(outcome::done));
    }

    @Override
    public CompletableFuture<Void> leave() {
        return process.leave();
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return "node " + address();
    }

    private <T> CompletableFuture<T> read(Bytes name, BiConsumer<? super Replication, ? super Outcome<T>> operation) {
        return checked(
                () -> arguments.checkName(name),
                () -> door.enter(nodeFor(name), (node, outcome) -> operation.accept(node.replication(), outcome)));
    }

    private <T> CompletableFuture<T> write(
            Bytes name, Runnable moreChecks, BiConsumer<? super Replication, ? super Outcome<T>> operation) {
        Runnable checks = () -> {
            arguments.checkName(name);
            moreChecks.run();
        };
        return checked(
                checks,
                () -> door.enterToWrite(
                        nodeFor(name), (node, outcome) -> operation.accept(node.replication(), outcome)));
    }

    /** Operations on one name always take the same virtual node, whose caches then know the way. */
    private VirtualNode nodeFor(Bytes name) {
        return process.nodeFor(keySpace().place(name));
    }

    private static <T> CompletableFuture<T> checked(Runnable checks, Supplier<CompletableFuture<T>> operation) {
        try {
            checks.run();
        } catch (LimitExceededException e) {
            return CompletableFuture.failedFuture(e);
        }
        return operation.get();
    }

    private VirtualNode first() {
        return process.nodes().get(0);
    }
}
