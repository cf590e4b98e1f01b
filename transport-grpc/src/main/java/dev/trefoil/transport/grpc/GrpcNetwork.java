package dev.trefoil.transport.grpc;

import dev.trefoil.Address;
import dev.trefoil.Dht;
import dev.trefoil.spi.Codec;
import dev.trefoil.spi.Transport;
import dev.trefoil.spi.TransportProvider;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A network of gRPC connections, for {@code DhtNode}; and on the same port the key-value service for clients in any
 * language, once {@link #offer} has been called.
 *
 * <p>The connections are neither encrypted nor authenticated yet: whoever can reach the port can read and write
 * everything.
 *
 * <p>gRPC logs through {@code java.util.logging} under {@code io.grpc}, with a stack trace for each stream of a peer that
 * dies in the middle of it and for each message that is too large. A program should show the level {@code SEVERE} of it
 * only; this library sets no levels.
 *
 * <p>Thread-safe.
 */
public final class GrpcNetwork implements TransportProvider {

    private final GrpcConfig config;
    private final List<NodeServer> servers = new CopyOnWriteArrayList<>();
    private volatile Optional<Dht> offered = Optional.empty();

    /** With {@link GrpcConfig#defaults}. */
    public GrpcNetwork() {
        this(GrpcConfig.defaults());
    }

    /** With limits of one's own. */
    public GrpcNetwork(GrpcConfig config) {
        this.config = config;
    }

    @Override
    public Transport bind(Address address, Codec codec) {
        EventLoopGroup loops = EventLoops.acquire();
        try {
            Envelopes envelopes = new Envelopes(codec, config.messageBytes());
            TransportService service = new TransportService(envelopes);
            KeyValueService keyValue = new KeyValueService(() -> offered, config);
            NodeServer server = new NodeServer(address, config, loops, service, keyValue);
            servers.add(server);
            offered.ifPresent(dht -> server.setHealth(ServingStatus.SERVING));
            return new GrpcTransport(
                    loops, envelopes, new Peers(config, loops), service, server, () -> servers.remove(server));
        } catch (RuntimeException e) {
            EventLoops.release();
            throw e;
        }
    }

    /**
     * Begins to serve {@code dht} to clients, at the address this process has bound and at any it binds later, and to
     * report it as healthy. Clients that call before are told that the node is still starting. A second call replaces
     * the first.
     */
    public void offer(Dht dht) {
        offered = Optional.of(dht);
        servers.forEach(server -> server.setHealth(ServingStatus.SERVING));
    }
}
