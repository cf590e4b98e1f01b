package dev.trefoil.node;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.NodeClosedException;
import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus;
import dev.trefoil.StartException;
import dev.trefoil.UnavailableException;
import dev.trefoil.kbr.KbrApplication;
import dev.trefoil.kbr.KeyBasedRouting;
import dev.trefoil.node.bootstrap.Introduction;
import dev.trefoil.node.replication.Replication;
import dev.trefoil.node.routing.Recursion;
import dev.trefoil.node.rpc.CodecTable;
import dev.trefoil.node.rpc.Switchboard;
import dev.trefoil.spi.Codec;
import dev.trefoil.spi.Transport;
import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the virtual nodes of one process share, from the moment the port is bound until everything has been released.
 *
 * <p>Thread-safe.
 */
final class NodeProcess {

    private static final Logger LOG = System.getLogger(DhtNode.class.getName());

    private final NodeSettings settings;
    private final Transport transport;
    private final List<VirtualNode> nodes;
    private final Door door;
    private final Set<String> applications = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<@Nullable CompletableFuture<Void>> leaving = new AtomicReference<>();

    private NodeProcess(NodeSettings settings, Transport transport) {
        this.settings = settings;
        this.transport = transport;
        this.door = new Door(settings.world().callbacks(), transport.address().toString());
        Switchboard switchboard = new Switchboard(transport, settings.rpc().inboundMax());
        this.nodes = create(switchboard);
        transport.open(switchboard);
    }

    /** Binds the port, makes the virtual nodes and lets them join. */
    static CompletableFuture<NodeProcess> start(NodeSettings settings) {
        CompletableFuture<NodeProcess> started = new CompletableFuture<>();
        NodeProcess process;
        try {
            process = bound(settings);
        } catch (StartException e) {
            started.completeExceptionally(e);
            return started;
        }
        new Joining(
                        process.nodes,
                        settings,
                        process.address(),
                        () -> settings.world().callbacks().execute(() -> {
                            LOG.log(
                                    DEBUG,
                                    () -> "node " + process.address() + " is a member of network '"
                                            + settings.network().name() + "'");
                            started.complete(process);
                        }),
                        why -> settings.world().callbacks().execute(() -> {
                            process.close();
                            started.completeExceptionally(why);
                        }))
                .begin();
        return started;
    }

    NodeSettings settings() {
        return settings;
    }

    Address address() {
        return transport.address();
    }

    List<VirtualNode> nodes() {
        return nodes;
    }

    Door door() {
        return door;
    }

    /** The virtual node that takes the operations on {@code key}: any will do, as long as they share the work. */
    VirtualNode nodeFor(Key key) {
        return nodes.get(Math.floorMod(key.hashCode(), nodes.size()));
    }

    void attach(String name, Function<? super KeyBasedRouting, ? extends KbrApplication> factory) {
        if (!applications.add(name)) {
            throw new IllegalArgumentException("an application '" + name + "' is attached already");
        }
        nodes.forEach(node -> node.loop().execute(() -> node.recursion().attach(name, factory)));
    }

    /** Collects what the virtual nodes know; {@code done} runs on the loop of the first. */
    void status(Consumer<? super NodeStatus> done) {
        StatusReport report = new StatusReport(settings, nodes, done);
        nodes.forEach(node -> node.loop().execute(() -> {
            VirtualNode.Snapshot snapshot = node.snapshot();
            nodes.get(0).loop().execute(() -> report.add(snapshot));
        }));
    }

    NodeStatus closedStatus() {
        return StatusReport.closed(settings, nodes);
    }

    /** Leaves once; who asks again hears of the same leave. */
    CompletableFuture<Void> leave() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> earlier = leaving.compareAndExchange(null, mine);
        if (earlier != null) {
            return earlier.copy();
        }
        if (closed.get()) {
            mine.completeExceptionally(closedException());
            return mine.copy();
        }
        VirtualNode first = nodes.get(0);
        first.loop()
                .execute(() -> new Leaving(
                                nodes,
                                settings.leaveTime(),
                                problem -> settings.world().callbacks().execute(() -> {
                                    release();
                                    complete(mine, problem);
                                }))
                        .begin());
        return mine.copy();
    }

    /** Stops at once. A leave that is under way fails with it. */
    void close() {
        release();
        CompletableFuture<Void> interrupted = leaving.get();
        if (interrupted != null) {
            interrupted.completeExceptionally(closedException());
        }
    }

    private NodeClosedException closedException() {
        return new NodeClosedException("node " + address() + " is closed");
    }

    /** Gives back port, threads and store, and fails the operations that are open. */
    private void release() {
        if (closed.compareAndSet(false, true)) {
            door.close();
            release("its transport", transport::close);
            release("its world", settings.world()::close);
            release("its store", settings.store()::close);
        }
    }

    private static void complete(CompletableFuture<Void> left, Optional<UnavailableException> problem) {
        if (problem.isPresent()) {
            left.completeExceptionally(problem.get());
        } else {
            left.complete(null);
        }
    }

    private void release(String what, Runnable release) {
        try {
            release.run();
        } catch (RuntimeException e) {
            LOG.log(ERROR, () -> "node " + address() + " could not close " + what, e);
        }
    }

    private static NodeProcess bound(NodeSettings settings) {
        Transport transport = null;
        try {
            transport = settings.transport().bind(settings.address(), codec(settings));
            return new NodeProcess(settings, transport);
        } catch (RuntimeException e) {
            if (transport != null) {
                transport.close();
            }
            settings.world().close();
            settings.store().close();
            throw e;
        }
    }

    private static Codec codec(NodeSettings settings) {
        return CodecTable.of(settings.network().fingerprint())
                .open(Introduction.protocol(), Introduction.codec())
                .members(Recursion.protocol(), Recursion.codec())
                .members("replication", Replication.codec())
                .members(settings.overlay().name(), settings.overlay().codec())
                .build();
    }

    private List<VirtualNode> create(Switchboard switchboard) {
        List<VirtualNode> made = new ArrayList<>();
        for (int number = 0; number < settings.virtualNodes(); number++) {
            NodeRef self = new NodeRef(settings.space().nodeId(address(), number), address());
            if (made.stream().anyMatch(other -> other.self().equals(self))) {
                throw new StartException(
                        StartException.Reason.DUPLICATE_ID,
                        "two virtual nodes of " + address() + " would have the id " + self.id() + ": "
                                + settings.virtualNodes() + " are too many for identifiers of "
                                + settings.space().bits() + " bits");
            }
            made.add(new VirtualNode(number, self, settings, switchboard, new OtherNodes(self, made)));
        }
        return List.copyOf(made);
    }
}
