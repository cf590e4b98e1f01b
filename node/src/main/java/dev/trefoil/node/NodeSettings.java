package dev.trefoil.node;

import dev.trefoil.Address;
import dev.trefoil.KeySpace;
import dev.trefoil.Limits;
import dev.trefoil.node.bootstrap.BootstrapConfig;
import dev.trefoil.node.bootstrap.NetworkIdentity;
import dev.trefoil.node.replication.ReplicationConfig;
import dev.trefoil.node.routing.RoutingConfig;
import dev.trefoil.node.rpc.RpcConfig;
import dev.trefoil.spi.OverlayProvider;
import dev.trefoil.spi.Store;
import dev.trefoil.spi.TransportProvider;
import dev.trefoil.spi.World;
import java.time.Duration;
import java.util.List;

/** All that a node is told about itself before it starts, checked and complete. */
record NodeSettings(
        Address address,
        List<Address> seeds,
        OverlayProvider overlay,
        TransportProvider transport,
        Store store,
        World world,
        KeySpace space,
        NetworkIdentity network,
        Limits limits,
        int virtualNodes,
        Duration leaveTime,
        ReplicationConfig replication,
        RoutingConfig routing,
        RpcConfig rpc,
        BootstrapConfig bootstrap) {

    /** Copies the seeds. */
    NodeSettings {
        seeds = List.copyOf(seeds);
    }
}
