package dev.trefoil.transport.grpc;

import com.google.common.net.InetAddresses;
import dev.trefoil.Address;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The connections this process has made, one channel for each address, the longest unused closed when there are too many.
 *
 * <p>Thread-safe. A channel connects when it is first used and disconnects when it is idle. gRPC waits longer and longer
 * between its tries to reach a peer that is gone, and fails requests meanwhile; here each request to such a peer is a
 * try of its own (requests during one try share it), because who asks decides when to ask again. So a peer that is back
 * is reached by the next request, and one that is gone costs one refused connection for each.
 */
final class Peers {

    private final GrpcConfig config;
    private final EventLoopGroup loops;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Address, ManagedChannel> channels = new LinkedHashMap<>(16, 0.75f, true);
    private boolean isClosed;

    Peers(GrpcConfig config, EventLoopGroup loops) {
        this.config = config;
        this.loops = loops;
    }

    /** A channel that tries to reach {@code address}; empty after {@link #close}. */
    Optional<ManagedChannel> to(Address address) {
        Optional<ManagedChannel> channel = find(address);
        if (channel.isPresent() && channel.get().getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.get().enterIdle();
        }
        return channel;
    }

    /** Another channel to {@code address}, because {@code useless} cannot be used any more. */
    Optional<ManagedChannel> instead(Address address, ManagedChannel useless) {
        lock.lock();
        try {
            channels.remove(address, useless);
        } finally {
            lock.unlock();
        }
        useless.shutdown();
        return to(address);
    }

    /** How many channels are kept. */
    int size() {
        lock.lock();
        try {
            return channels.size();
        } finally {
            lock.unlock();
        }
    }

    /** Begins to end all connections, and with them all calls under way; returns what will terminate soon. */
    List<ManagedChannel> close() {
        List<ManagedChannel> closing;
        lock.lock();
        try {
            isClosed = true;
            closing = new ArrayList<>(channels.values());
            channels.clear();
        } finally {
            lock.unlock();
        }
        closing.forEach(ManagedChannel::shutdownNow);
        return closing;
    }

    private Optional<ManagedChannel> find(Address address) {
        Optional<ManagedChannel> evicted = Optional.empty();
        lock.lock();
        try {
            if (isClosed) {
                return Optional.empty();
            }
            ManagedChannel channel = channels.get(address);
            if (channel == null) {
                evicted = makeRoom();
                channel = open(address);
                channels.put(address, channel);
            }
            return Optional.of(channel);
        } finally {
            lock.unlock();
            evicted.ifPresent(ManagedChannel::shutdown);
        }
    }

    /** Takes out the longest unused channel if there is no room for one more; its calls under way may still end. */
    private Optional<ManagedChannel> makeRoom() {
        if (channels.size() < config.peers()) {
            return Optional.empty();
        }
        Iterator<ManagedChannel> longestUnusedFirst = channels.values().iterator();
        ManagedChannel evicted = longestUnusedFirst.next();
        longestUnusedFirst.remove();
        return Optional.of(evicted);
    }

    private ManagedChannel open(Address address) {
        GrpcConfig.Timing timing = config.timing();
        return builder(address)
                .usePlaintext()
                .eventLoopGroup(loops)
                .offloadExecutor(EventLoops.nameLookups())
                .channelFactory(NioSocketChannel::new)
                .directExecutor()
                .disableRetry()
                .disableServiceConfigLookUp()
                .proxyDetector(target -> null)
                .withOption(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(timing.connect().toMillis()))
                .keepAliveTime(timing.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(timing.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
                .idleTimeout(timing.idle().toMillis(), TimeUnit.MILLISECONDS)
                .maxInboundMessageSize(config.messageBytes())
                .maxInboundMetadataSize(config.metadataBytes())
                .build();
    }

    /** A name is looked up again for each connection; a number need not be. */
    private static NettyChannelBuilder builder(Address address) {
        return InetAddresses.isInetAddress(address.host())
                ? NettyChannelBuilder.forAddress(
                        new InetSocketAddress(InetAddresses.forString(address.host()), address.port()))
                : NettyChannelBuilder.forAddress(address.host(), address.port());
    }
}
