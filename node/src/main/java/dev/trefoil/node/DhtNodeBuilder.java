package dev.trefoil.node;

import dev.trefoil.Address;
import dev.trefoil.KeySpace;
import dev.trefoil.Limits;
import dev.trefoil.node.bootstrap.BootstrapConfig;
import dev.trefoil.node.bootstrap.NetworkIdentity;
import dev.trefoil.node.loop.RealWorld;
import dev.trefoil.node.replication.ReplicationConfig;
import dev.trefoil.node.routing.RoutingConfig;
import dev.trefoil.node.rpc.RpcConfig;
import dev.trefoil.spi.OverlayProvider;
import dev.trefoil.spi.Store;
import dev.trefoil.spi.TransportProvider;
import dev.trefoil.spi.World;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a node is made of. An address, an overlay, a transport and a store have to be given; all else has a default.
 *
 * <p>Not thread-safe, and good for one start: the node takes over the store and the world it is given, and closes them.
 */
public final class DhtNodeBuilder {

    /** The most virtual nodes one process may host; each has a loop of its own. */
    public static final int VIRTUAL_NODES_MAX = 256;

    private @Nullable Address address;
    private @Nullable OverlayProvider overlay;
    private @Nullable TransportProvider transport;
    private @Nullable Store store;
    private @Nullable World world;
    private List<Address> seeds = List.of();
    private KeySpace space = KeySpace.FULL;
    private String network = "trefoil";
    private Limits limits = Limits.DEFAULTS;
    private int virtualNodes = 1;
    private Duration leaveTime = Duration.ofSeconds(60);
    private ReplicationConfig replication = ReplicationConfig.defaults();
    private RoutingConfig routing = RoutingConfig.defaults();
    private RpcConfig rpc = RpcConfig.defaults();
    private BootstrapConfig bootstrap = BootstrapConfig.defaults();

    DhtNodeBuilder() {}

    /** Where this node listens and others reach it; port 0 takes any free port. Its id follows from it. */
    public DhtNodeBuilder address(Address value) {
        address = value;
        return this;
    }

    /** Nodes of the network to join. None, or none but this node itself, starts a new network. */
    public DhtNodeBuilder seeds(List<Address> value) {
        if (value.size() > BootstrapConfig.SEEDS_MAX) {
            throw new IllegalArgumentException(
                    value.size() + " seeds; at most " + BootstrapConfig.SEEDS_MAX + " are allowed");
        }
        seeds = List.copyOf(value);
        return this;
    }

    /** How keys are found; the same on all nodes of a network. */
    public DhtNodeBuilder overlay(OverlayProvider value) {
        overlay = value;
        return this;
    }

    /** What carries the messages. */
    public DhtNodeBuilder transport(TransportProvider value) {
        transport = value;
        return this;
    }

    /** What holds this node's share of the data; closed with the node. */
    public DhtNodeBuilder store(Store value) {
        store = value;
        return this;
    }

    /** Where threads, time and chance come from; the real world unless a simulation gives another. */
    public DhtNodeBuilder world(World value) {
        world = value;
        return this;
    }

    /** The identifiers of the network; 160 bits by default. The same on all nodes. */
    public DhtNodeBuilder keySpace(KeySpace value) {
        space = value;
        return this;
    }

    /** The network's name, {@code trefoil} by default. Nodes of networks with other names refuse each other. */
    public DhtNodeBuilder network(String value) {
        network = value;
        return this;
    }

    /** The sizes of user data; larger ones are refused. */
    public DhtNodeBuilder limits(Limits value) {
        limits = value;
        return this;
    }

    /**
     * How many nodes of the network this process hosts, one by default. More spread the load more evenly and use more
     * cores; they count as one replica.
     */
    public DhtNodeBuilder virtualNodes(int value) {
        if (value < 1 || value > VIRTUAL_NODES_MAX) {
            throw new IllegalArgumentException(
                    "a process hosts 1 to " + VIRTUAL_NODES_MAX + " virtual nodes, not " + value);
        }
        virtualNodes = value;
        return this;
    }

    /** How long {@link DhtNode#leave} may take to hand over; 60 s by default. */
    public DhtNodeBuilder leaveTime(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("the time to leave must be longer than zero, not " + value);
        }
        leaveTime = value;
        return this;
    }

    /** How many copies are kept, and how they are repaired. */
    public DhtNodeBuilder replication(ReplicationConfig value) {
        replication = value;
        return this;
    }

    /** How far lookups and messages go. */
    public DhtNodeBuilder routing(RoutingConfig value) {
        routing = value;
        return this;
    }

    /** How long to wait for answers. */
    public DhtNodeBuilder rpc(RpcConfig value) {
        rpc = value;
        return this;
    }

    /** How long to look for the network. */
    public DhtNodeBuilder bootstrap(BootstrapConfig value) {
        bootstrap = value;
        return this;
    }

    /**
     * Starts the node and joins its network.
     *
     * @return the node, once all its virtual nodes are members; exceptionally a {@link dev.trefoil.StartException}, after
     *     everything has been released
     * @throws IllegalStateException if something that has no default was not given
     */
    public CompletableFuture<DhtNode> start() {
        Address at = given(address, "an address", "address(...)");
        OverlayProvider how = given(overlay, "an overlay", "overlay(...)");
        NodeSettings settings = new NodeSettings(
                at,
                seeds,
                how,
                given(transport, "a transport", "transport(...)"),
                given(store, "a store", "store(...)"),
                world == null ? new RealWorld("trefoil " + at) : world,
                space,
                NetworkIdentity.of(network, how.name(), space, replication.replicas()),
                limits,
                virtualNodes,
                leaveTime,
                replication,
                routing,
                rpc,
                bootstrap);
        return DhtNode.start(settings);
    }

    private static <T> T given(@Nullable T value, String what, String how) {
        if (value == null) {
            throw new IllegalStateException("a node needs " + what + ": call " + how + " before start()");
        }
        return value;
    }
}
