package dev.trefoil.node.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import dev.trefoil.node.DhtNode;
import dev.trefoil.node.DhtNodeBuilder;
import dev.trefoil.node.replication.ReplicationConfig;
import dev.trefoil.node.rpc.RpcConfig;
import dev.trefoil.spi.World;
import dev.trefoil.storage.HeapStore;
import dev.trefoil.transport.inmem.InMemoryNetwork;
import dev.trefoil.transport.inmem.LinkModel;
import dev.trefoil.transport.inmem.NetworkOptions;
import dev.trefoil.transport.inmem.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A few nodes in virtual time on a network that re-encodes each message, on {@link FullMembership} or what is given. */
public final class SimulatedNetwork {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final VirtualTime time;
    private final InMemoryNetwork network;
    private final FullMembership overlay;
    private final List<DhtNode> nodes = new ArrayList<>();
    private final Map<Address, World> worlds = new LinkedHashMap<>();
    private ReplicationConfig replication = ReplicationConfig.defaults();

    /** A network whose links take 10 ms. */
    public SimulatedNetwork(long seed, FullMembership overlay) {
        this(seed, overlay, LinkModel.constant(Duration.ofMillis(10)));
    }

    public SimulatedNetwork(long seed, FullMembership overlay, LinkModel links) {
        this.time = new VirtualTime(seed);
        this.network = new InMemoryNetwork(time, links, NetworkOptions.REENCODING);
        this.overlay = overlay;
    }

    public VirtualTime time() {
        return time;
    }

    public InMemoryNetwork network() {
        return network;
    }

    public FullMembership overlay() {
        return overlay;
    }

    /** The nodes that were started and have not crashed or left, in the order of their start. */
    public List<DhtNode> nodes() {
        return nodes;
    }

    public DhtNode node(int index) {
        return nodes.get(index);
    }

    /** For the nodes that start from now on. */
    public SimulatedNetwork with(ReplicationConfig config) {
        replication = config;
        return this;
    }

    /** The address of the n-th host. */
    public static Address host(int number) {
        return new Address("10.0.0." + number, 7400);
    }

    /** A node on the n-th host, not started yet, with the nodes there are as seeds. */
    public DhtNodeBuilder builder(int number) {
        World world = time.world("host " + number);
        worlds.put(host(number), world);
        return DhtNode.builder()
                .address(host(number))
                .seeds(nodes.stream().map(DhtNode::address).limit(3).toList())
                .overlay(overlay)
                .transport(network.inside(world))
                .store(new HeapStore())
                .replication(replication)
                .rpc(RpcConfig.forSimulation())
                .world(world);
    }

    /** Starts hosts 1 to {@code count}, one after another. */
    public SimulatedNetwork start(int count) {
        for (int number = 1; number <= count; number++) {
            start(builder(number));
        }
        return this;
    }

    /** Starts one node and waits until it is a member. */
    public DhtNode start(DhtNodeBuilder builder) {
        DhtNode node = await(builder.start());
        nodes.add(node);
        return node;
    }

    /** Waits, if need be, until all nodes hold what they are responsible for. */
    public SimulatedNetwork settle() {
        for (DhtNode node : List.copyOf(nodes)) {
            await(node.awaitSettled(PATIENCE));
        }
        return this;
    }

    /** The world in which the process of {@code node} lives. */
    public World world(DhtNode node) {
        return worlds.get(node.address());
    }

    /** A node stops without a word, and its host with it; the overlay notices only if told. */
    public void crash(DhtNode node) {
        network.crash(node.address());
        worlds.get(node.address()).close();
        nodes.remove(node);
    }

    /** As {@link #crash}, but the host lives on and refuses connections, so that nobody has to wait for a timeout. */
    public void kill(DhtNode node) {
        network.kill(node.address());
        worlds.get(node.address()).close();
        nodes.remove(node);
    }

    /** As {@link #crash}, and the overlay notices. */
    public void crashNoticed(DhtNode node) {
        crash(node);
        node.nodes().forEach(overlay::remove);
    }

    /** Lets time pass until {@code future} is complete; the exception of a failure is thrown as it is. */
    public <T> T await(CompletableFuture<T> future) {
        assertThat(time.runUntil(future::isDone, PATIENCE))
                .as("completed within %s of virtual time; seed %d", PATIENCE, time.seed())
                .isTrue();
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
