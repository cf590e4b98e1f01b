package dev.trefoil.cli.node;

import dev.trefoil.Dht;
import dev.trefoil.node.DhtNode;
import dev.trefoil.node.DhtNodeBuilder;
import dev.trefoil.node.bootstrap.BootstrapConfig;
import dev.trefoil.node.replication.ReplicationConfig;
import dev.trefoil.storage.HeapStore;
import dev.trefoil.transport.grpc.GrpcNetwork;
import java.util.concurrent.CompletableFuture;

/** Starts nodes that keep their values in memory and speak gRPC, with each other and with clients, on one port. */
final class GrpcNodeStarter implements NodeStarter {

    @Override
    public CompletableFuture<? extends Dht> start(NodeSettings settings) {
        GrpcNetwork network = new GrpcNetwork();
        DhtNodeBuilder builder = DhtNode.builder()
                .address(settings.listen())
                .seeds(settings.seeds())
                .virtualNodes(settings.virtualNodes())
                .overlay(Overlays.named(settings.overlay(), settings.virtualNodes()))
                .transport(network)
                .store(new HeapStore())
                .keySpace(settings.space())
                .network(settings.network())
                .replication(ReplicationConfig.defaults().withReplicas(settings.replicas()))
                .bootstrap(BootstrapConfig.within(settings.joinTime()))
                .leaveTime(Departure.HAND_OVER_LIMIT);
        return builder.start().thenApply(node -> {
            node.attach(Echo.NAME, routing -> new Echo());
            network.offer(node);
            return node;
        });
    }
}
