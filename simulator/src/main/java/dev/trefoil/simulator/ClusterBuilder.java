package dev.trefoil.simulator;

import dev.trefoil.KeySpace;
import dev.trefoil.node.DhtNodeBuilder;
import dev.trefoil.node.replication.ReplicationConfig;
import dev.trefoil.simulator.links.Terrain;
import dev.trefoil.spi.OverlayProvider;
import dev.trefoil.spi.Proximity;
import dev.trefoil.spi.Store;
import dev.trefoil.transport.inmem.LinkModel;
import dev.trefoil.transport.inmem.NetworkOptions;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a simulated network is made of; all but overlay and store has a default. Not thread-safe. */
public final class ClusterBuilder {

    private final OverlayProvider overlay;
    private final Supplier<? extends Store> stores;
    private @Nullable Trial trial;
    private LinkModel links = LinkModel.constant(Duration.ofMillis(10));
    private NetworkOptions options = NetworkOptions.BY_REFERENCE;
    private Proximity proximity = Proximity.NONE;
    private KeySpace space = KeySpace.FULL;
    private int virtualNodes = 1;
    private ReplicationConfig replication = ReplicationConfig.defaults();
    private Consumer<? super DhtNodeBuilder> nodes = builder -> {};

    ClusterBuilder(OverlayProvider overlay, Supplier<? extends Store> stores) {
        this.overlay = overlay;
        this.stores = stores;
    }

    /** The seed that decides everything; that of {@link Trial#given()} if not said. */
    public ClusterBuilder seed(long seed) {
        return trial(Trial.of(seed));
    }

    /** The run this network belongs to. */
    public ClusterBuilder trial(Trial value) {
        trial = value;
        return this;
    }

    /** What links are like when all is well; 10 ms one way if not said. */
    public ClusterBuilder links(LinkModel value) {
        links = value;
        return this;
    }

    /** Where hosts stand: both what links are like and how near hosts are to each other. */
    public ClusterBuilder on(Terrain terrain) {
        return links(terrain).proximity(terrain);
    }

    /** How near hosts are to each other, for overlays that choose among equals. Should agree with the links. */
    public ClusterBuilder proximity(Proximity value) {
        proximity = value;
        return this;
    }

    /** Encodes and decodes each message, which finds what codecs get wrong and takes as long again. For small networks. */
    public ClusterBuilder reencoding() {
        options = NetworkOptions.REENCODING;
        return this;
    }

    /** The identifiers; all 160 bits if not said. */
    public ClusterBuilder keySpace(KeySpace value) {
        space = value;
        return this;
    }

    /** How many nodes of the network each host has; one if not said. */
    public ClusterBuilder virtualNodes(int value) {
        virtualNodes = value;
        return this;
    }

    /** How many copies are kept, and at what pace they are repaired. */
    public ClusterBuilder replication(ReplicationConfig value) {
        replication = value;
        return this;
    }

    /** Settles what else there is to a node, each time one starts. */
    public ClusterBuilder nodes(Consumer<? super DhtNodeBuilder> value) {
        nodes = value;
        return this;
    }

    /** A network of no hosts yet. */
    public Cluster build() {
        Trial run = trial == null ? Trial.given() : trial;
        Simulation simulation = new Simulation(run, links, options);
        Oracle oracle = new Oracle(overlay, space, replication.replicas(), proximity);
        return new Cluster(simulation, oracle, new Machinery(this, simulation, oracle));
    }

    OverlayProvider overlay() {
        return overlay;
    }

    Supplier<? extends Store> stores() {
        return stores;
    }

    KeySpace space() {
        return space;
    }

    int virtualNodes() {
        return virtualNodes;
    }

    ReplicationConfig replication() {
        return replication;
    }

    Consumer<? super DhtNodeBuilder> nodes() {
        return nodes;
    }
}
