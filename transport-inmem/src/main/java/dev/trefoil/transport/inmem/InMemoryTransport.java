package dev.trefoil.transport.inmem;

import dev.trefoil.Address;
import dev.trefoil.spi.Codec;
import dev.trefoil.spi.Envelope;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.MalformedMessageException;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Timer;
import dev.trefoil.spi.Transport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One process's end of an {@link InMemoryNetwork}. All its callbacks run on one loop. */
final class InMemoryTransport implements Transport {

    private final InMemoryNetwork network;
    private final Address address;
    private final Codec codec;
    private final EventLoop loop;
    private final PendingExchanges pending = new PendingExchanges();
    private volatile @Nullable Receiver receiver;
    private volatile boolean closed;
    private volatile boolean dead;

    InMemoryTransport(InMemoryNetwork network, Address address, Codec codec, EventLoop loop) {
        this.network = network;
        this.address = address;
        this.codec = codec;
        this.loop = loop;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public void open(Receiver taker) {
        if (receiver != null) {
            throw new IllegalStateException("the transport of " + address + " is open already");
        }
        receiver = taker;
    }

    @Override
    public void request(Address to, Envelope envelope, Duration timeout, ReplyHandler handler) {
        Exchange exchange = new Exchange(this, handler);
        if (!pending.add(exchange)) {
            loop.execute(() -> exchange.failed(RpcFailure.CLOSED));
            return;
        }
        Timer timer = loop.schedule(timeout, () -> exchange.failed(RpcFailure.TIMED_OUT));
        exchange.timedBy(timer);
        Parcel parcel = pack(envelope.message(), () -> exchange.failed(RpcFailure.MALFORMED));
        if (parcel != null) {
            network.request(exchange, to, envelope, parcel);
        }
    }

    @Override
    public void close() {
        closed = true;
        network.release(this);
        for (Exchange exchange : pending.close()) {
            loop.execute(() -> exchange.failed(RpcFailure.CLOSED));
        }
    }

    EventLoop loop() {
        return loop;
    }

    PendingExchanges pending() {
        return pending;
    }

    /** From now on nothing leaves and nothing arrives. */
    void die() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }

    boolean isSilent() {
        return dead || closed;
    }

    /** Hands a request to the receiver. On the loop. */
    void arrive(Envelope envelope, Parcel parcel, ReplyHandler reply) {
        Receiver taker = receiver;
        if (taker == null || closed) {
            reply.failed(RpcFailure.UNREACHABLE);
            return;
        }
        Message message;
        try {
            message = parcel.unpack(codec);
        } catch (MalformedMessageException e) {
            reply.failed(RpcFailure.MALFORMED);
            return;
        }
        taker.receive(new Envelope(envelope.from(), envelope.to(), message), reply);
    }

    /** Hands a reply to the one who asked. On the loop. */
    void arrive(Exchange exchange, Parcel parcel) {
        try {
            exchange.replied(parcel.unpack(codec));
        } catch (MalformedMessageException e) {
            exchange.failed(RpcFailure.MALFORMED);
        }
    }

    /**
     * The message ready to travel. If it cannot travel, null, and {@code refuse} runs later on the loop; if that is our
     * own codec's fault, the task then throws, which is reported in the real world and ends a simulation.
     */
    @Nullable
    Parcel pack(Message message, Runnable refuse) {
        try {
            return Parcel.pack(message, codec, network.options());
        } catch (MalformedMessageException e) {
            loop.execute(refuse);
        } catch (RuntimeException e) {
            loop.execute(() -> {
                refuse.run();
                throw e;
            });
        }
        return null;
    }
}
