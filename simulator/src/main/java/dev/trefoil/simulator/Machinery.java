package dev.trefoil.simulator;

import dev.trefoil.Address;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.node.DhtNode;
import dev.trefoil.node.DhtNodeBuilder;
import dev.trefoil.node.replication.ReplicationConfig;
import dev.trefoil.node.rpc.RpcConfig;
import dev.trefoil.spi.OverlayProvider;
import dev.trefoil.spi.Store;
import dev.trefoil.transport.inmem.VirtualWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Starts and ends the processes of hosts. */
final class Machinery {

    private final Simulation simulation;
    private final Oracle oracle;
    private final OverlayProvider overlay;
    private final Supplier<? extends Store> stores;
    private final KeySpace space;
    private final int virtualNodes;
    private final ReplicationConfig replication;
    private final Consumer<? super DhtNodeBuilder> settings;

    Machinery(ClusterBuilder builder, Simulation simulation, Oracle oracle) {
        this.simulation = simulation;
        this.oracle = oracle;
        this.overlay = new ObservedOverlays(builder.overlay(), oracle);
        this.stores = builder.stores();
        this.space = builder.space();
        this.virtualNodes = builder.virtualNodes();
        this.replication = builder.replication();
        this.settings = builder.nodes();
    }

    KeySpace space() {
        return space;
    }

    /** The nodes that a process on {@code host} has. */
    List<NodeRef> nodes(Host host) {
        List<NodeRef> nodes = new ArrayList<>();
        for (int i = 0; i < virtualNodes; i++) {
            nodes.add(new NodeRef(space.nodeId(host.address(), i), host.address()));
        }
        return nodes;
    }

    /** Begins to start a process on {@code host}, with what is on its disk. */
    CompletableFuture<DhtNode> start(Host host, List<Address> seeds) {
        VirtualWorld world = simulation.time().world("host " + host.number());
        Disk disk = host.disk();
        if (disk == null) {
            disk = new Disk(stores.get());
            host.disk(disk);
        }
        DhtNodeBuilder builder = DhtNode.builder()
                .rpc(RpcConfig.forSimulation())
                .replication(replication)
                .virtualNodes(virtualNodes)
                .keySpace(space);
        settings.accept(builder);
        host.starts(world);
        return builder.address(host.address())
                .seeds(seeds)
                .overlay(overlay)
                .transport(simulation.network().inside(world))
                .store(disk)
                .world(world)
                .start();
    }

    /** Ends the process on {@code host} without a word; {@code silent} if its host goes dark with it. */
    void end(Host host, boolean silent) {
        if (silent) {
            simulation.network().crash(host.address());
        } else {
            simulation.network().kill(host.address());
        }
        nodes(host).forEach(oracle::gone);
        host.world().close();
        DhtNode node = host.ended();
        if (node != null) {
            // Fails what the application still waits for, as a broken connection would.
            node.close();
        }
    }

    /** What was on the disk is gone; only while no process runs. */
    void erase(Host host) {
        Disk disk = host.disk();
        if (disk != null) {
            disk.erase();
            host.disk(null);
        }
    }
}
