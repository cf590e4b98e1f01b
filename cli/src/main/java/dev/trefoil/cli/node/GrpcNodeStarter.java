package dev.trefoil.cli.node;

import dev.trefoil.Address;
import dev.trefoil.Dht;
import dev.trefoil.node.DhtNode;
import dev.trefoil.node.DhtNodeBuilder;
import dev.trefoil.node.bootstrap.BootstrapConfig;
import dev.trefoil.node.replication.ReplicationConfig;
import dev.trefoil.spi.Store;
import dev.trefoil.storage.ChronicleStoreConfig;
import dev.trefoil.storage.HeapStore;
import dev.trefoil.transport.grpc.GrpcNetwork;
import java.util.concurrent.CompletableFuture;

/** Starts nodes that speak gRPC, with each other and with clients, on one port. */
final class GrpcNodeStarter implements NodeStarter {

    @Override
    public CompletableFuture<? extends Dht> start(NodeSettings settings) {
        Address at = settings.store()
                .map(directory -> directory.listenAt(settings.listen()))
                .orElse(settings.listen());
        GrpcNetwork network = new GrpcNetwork();
        DhtNodeBuilder builder = DhtNode.builder()
                .address(at)
                .seeds(settings.seeds())
                .virtualNodes(settings.virtualNodes())
                .overlay(Overlays.named(settings.overlay(), settings.virtualNodes()))
                .transport(network)
                .keySpace(settings.space())
                .network(settings.network())
                .replication(ReplicationConfig.defaults().withReplicas(settings.replicas()))
                .bootstrap(BootstrapConfig.within(settings.joinTime()))
                .leaveTime(Departure.HAND_OVER_LIMIT);
        Store store = settings.store()
                .map(directory ->
                        directory.open(ChronicleStoreConfig.defaults(), settings.network(), settings.space(), at))
                .orElseGet(HeapStore::new);
        return start(builder.store(store), store).thenApply(node -> {
            node.attach(Echo.NAME, routing -> new Echo());
            network.offer(node);
            return node;
        });
    }

    /** The node closes its store once it has it, and not if it refuses what it was told. */
    private static CompletableFuture<DhtNode> start(DhtNodeBuilder builder, Store store) {
        try {
            return builder.start();
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }
}
