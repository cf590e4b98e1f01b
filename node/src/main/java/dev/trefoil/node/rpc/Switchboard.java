package dev.trefoil.node.rpc;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Envelope;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Transport;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Brings each request to the virtual node it is meant for: incoming ones to the loop of theirs, outgoing ones to the
 * transport, or straight to a virtual node of the same process.
 *
 * <p>Thread-safe; one per process. So many requests wait for one loop, and no more.
 */
public final class Switchboard implements Transport.Receiver {

    private final Transport transport;
    private final int inboundMax;
    private final ReentrantLock replacing = new ReentrantLock();

    /** In the order in which they were added; replaced as a whole. */
    private volatile Map<Key, Line> lines = Map.of();

    /** The line of the virtual node that was added last: of a process that has one only, the way to all it gets. */
    private volatile @Nullable Line last;

    /** A switchboard in front of {@code transport}, with at most {@code inboundMax} requests waiting for each loop. */
    public Switchboard(Transport transport, int inboundMax) {
        this.transport = transport;
        this.inboundMax = inboundMax;
    }

    /** Where others reach this process. */
    public Address address() {
        return transport.address();
    }

    @Override
    public void receive(Envelope envelope, Transport.ReplyHandler reply) {
        Line line = find(envelope.to());
        if (line == null) {
            reply.failed(RpcFailure.NOT_A_MEMBER);
        } else {
            line.take(envelope, reply);
        }
    }

    /** From now on the requests for {@code node} go to {@code receiver}, on {@code loop}. */
    void connect(NodeRef node, EventLoop loop, Transport.Receiver receiver) {
        replace(node.id(), new Line(node.id(), loop, receiver, inboundMax));
    }

    /** From now on there is no node of this id here. */
    void disconnect(Key node) {
        replace(node, null);
    }

    /** Sends a request. As {@link Transport#request}, but {@code handler} may be called before this returns. */
    void request(Address to, Envelope envelope, Duration timeout, Transport.ReplyHandler handler) {
        if (to.equals(transport.address()) && envelope.to().isPresent()) {
            receive(envelope, handler);
        } else {
            transport.request(to, envelope, timeout, handler);
        }
    }

    private @Nullable Line find(Optional<Key> to) {
        Line likely = last;
        if (likely != null && to.isPresent() && likely.node.equals(to.get())) {
            return likely;
        }
        Map<Key, Line> now = lines;
        if (to.isPresent()) {
            return now.get(to.get());
        }
        return now.isEmpty() ? null : now.values().iterator().next();
    }

    private void replace(Key node, @Nullable Line line) {
        replacing.lock();
        try {
            Map<Key, Line> next = new LinkedHashMap<>(lines);
            if (line == null) {
                next.remove(node);
            } else if (next.putIfAbsent(node, line) != null) {
                throw new IllegalStateException("two virtual nodes of this process have the id " + node);
            }
            last = line;
            lines = Collections.unmodifiableMap(next);
        } finally {
            replacing.unlock();
        }
    }

    /** The way to one virtual node. */
    private static final class Line {

        private final Key node;
        private final EventLoop loop;
        private final Transport.Receiver receiver;
        private final int waitingMax;
        private final AtomicInteger waiting = new AtomicInteger();

        Line(Key node, EventLoop loop, Transport.Receiver receiver, int waitingMax) {
            this.node = node;
            this.loop = loop;
            this.receiver = receiver;
            this.waitingMax = waitingMax;
        }

        void take(Envelope envelope, Transport.ReplyHandler reply) {
            if (waiting.incrementAndGet() > waitingMax) {
                waiting.decrementAndGet();
                reply.failed(RpcFailure.BUSY);
                return;
            }
            loop.execute(() -> {
                waiting.decrementAndGet();
                receiver.receive(envelope, reply);
            });
        }
    }
}
