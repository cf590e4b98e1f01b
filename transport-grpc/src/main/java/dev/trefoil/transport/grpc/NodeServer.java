package dev.trefoil.transport.grpc;

import dev.trefoil.Address;
import dev.trefoil.StartException;
import dev.trefoil.StartException.Reason;
import dev.trefoil.transport.grpc.stub.KeyValueGrpc;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The port of a process and what is served there: other nodes, clients, and tools that ask what is served.
 *
 * <p>Each of the three has a {@link Gate} of its own. Everything runs on the threads of the sockets and must not block.
 */
final class NodeServer {

    /** Reflection and health: a person's tool, and whatever watches the process. */
    private static final int TOOL_CALLS_MAX = 64;

    private static final long SWEEP_MILLIS = 500;
    private static final int ACCEPT_BACKLOG = 1_024;

    private final GrpcConfig config;
    private final Gate nodes;
    private final Gate clients;
    private final Gate tools;
    private final InboundBytes inbound;
    private final HealthStatusManager health = new HealthStatusManager();
    private final Server server;
    private final Future<?> sweeping;
    private final Address address;

    /** Binds and begins to serve. */
    NodeServer(
            Address wanted,
            GrpcConfig config,
            EventLoopGroup loops,
            BindableService transport,
            BindableService keyValue) {
        this.config = config;
        nodes = new Gate(config.requests(), config.timing().reading());
        clients = new Gate(config.publicCalls(), config.timing().reading());
        tools = new Gate(TOOL_CALLS_MAX, config.timing().reading());
        inbound = new InboundBytes(config.inboundBytes());
        setHealth(ServingStatus.NOT_SERVING);
        server = bind(
                wanted,
                builder(resolve(wanted), loops)
                        .addService(behind(nodes, transport))
                        .addService(behind(clients, keyValue))
                        .addService(behind(tools, health.getHealthService()))
                        .addService(behind(tools, ProtoReflectionServiceV1.newInstance()))
                        .build());
        address = new Address(wanted.host(), server.getPort());
        sweeping = loops.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Where it listens, with the port that was bound. */
    Address address() {
        return address;
    }

    /** Tells whoever asks whether clients are served. */
    void setHealth(ServingStatus status) {
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        health.setStatus(KeyValueGrpc.SERVICE_NAME, status);
    }

    /** How many calls are under way, of all kinds. */
    int calls() {
        return nodes.inside() + clients.inside() + tools.inside();
    }

    /** How many bytes of requests are held. */
    long inboundBytes() {
        return inbound.held();
    }

    /** Begins to free the port and to end all connections. */
    void close() {
        sweeping.cancel(false);
        health.enterTerminalState();
        server.shutdownNow();
    }

    /** Waits until the port is free. */
    void await(long nanos) throws InterruptedException {
        server.awaitTermination(nanos, TimeUnit.NANOSECONDS);
    }

    private void sweep() {
        nodes.sweep();
        clients.sweep();
        tools.sweep();
    }

    private NettyServerBuilder builder(InetSocketAddress socket, EventLoopGroup loops) {
        GrpcConfig.Timing timing = config.timing();
        long keepAliveMillis = timing.keepAlive().toMillis();
        return NettyServerBuilder.forAddress(socket)
                .bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                .channelFactory(() -> new ListeningSocket(config.connections()))
                // The port of a process that was killed can be taken again at once.
                .withOption(ChannelOption.SO_REUSEADDR, true)
                .withOption(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG)
                .directExecutor()
                .addStreamTracerFactory(inbound)
                .handshakeTimeout(timing.greeting().toMillis(), TimeUnit.MILLISECONDS)
                .maxInboundMessageSize(config.messageBytes())
                .maxInboundMetadataSize(config.metadataBytes())
                .maxConcurrentCallsPerConnection(config.callsPerConnection())
                .maxRstFramesPerWindow(config.resetsPerMinute(), 60)
                .maxConnectionIdle(timing.idle().toMillis() * 2, TimeUnit.MILLISECONDS)
                .keepAliveTime(keepAliveMillis, TimeUnit.MILLISECONDS)
                .keepAliveTimeout(keepAliveMillis, TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(keepAliveMillis / 2, TimeUnit.MILLISECONDS);
    }

    private static ServerServiceDefinition behind(Gate gate, BindableService service) {
        // As streams of bytes, so that the gate stands before the parsing of messages.
        return ServerInterceptors.intercept(
                ServerInterceptors.useInputStreamMessages(service.bindService()), List.of(gate));
    }

    private static InetSocketAddress resolve(Address wanted) {
        InetSocketAddress socket = new InetSocketAddress(wanted.host(), wanted.port());
        if (socket.isUnresolved()) {
            throw new StartException(
                    Reason.UNKNOWN_HOST,
                    "the host of the node's own address " + wanted + " is not known; name this machine or an IP address"
                            + " of it");
        }
        if (socket.getAddress().isAnyLocalAddress()) {
            throw new StartException(
                    Reason.UNKNOWN_HOST,
                    "others cannot call " + wanted + "; name the address of this machine by which they know it");
        }
        return socket;
    }

    private static Server bind(Address wanted, Server server) {
        try {
            return server.start();
        } catch (IOException e) {
            server.shutdownNow();
            throw refusal(wanted, e);
        }
    }

    private static StartException refusal(Address wanted, IOException e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof BindException)) {
            cause = cause.getCause();
        }
        String reason = String.valueOf(cause.getMessage());
        if (reason.contains("assign requested address")) {
            return new StartException(
                    Reason.UNKNOWN_HOST,
                    "no network interface of this machine has the address of " + wanted
                            + "; name an address that is this machine's",
                    e);
        }
        if (reason.contains("in use")) {
            return new StartException(
                    Reason.ADDRESS_IN_USE,
                    "another process listens on " + wanted + "; stop it, or choose another port (0 takes any free one)",
                    e);
        }
        return new StartException(
                Reason.ADDRESS_IN_USE,
                "this process may not listen on " + wanted + " (" + reason + "); choose another port, above 1023",
                e);
    }
}
