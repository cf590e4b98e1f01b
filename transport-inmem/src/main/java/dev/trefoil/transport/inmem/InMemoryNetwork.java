package dev.trefoil.transport.inmem;

import dev.trefoil.Address;
import dev.trefoil.StartException;
import dev.trefoil.spi.Codec;
import dev.trefoil.spi.Envelope;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Transport;
import dev.trefoil.spi.TransportProvider;
import dev.trefoil.spi.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A network within one process: on {@link VirtualTime} it is the simulated network, on a loop in real time the fast
 * transport for embedding and tests.
 *
 * <p>Each message is delayed, lost or doubled as its {@link LinkModel} decides, and can be stopped by cuts, partitions
 * and crashes, both when it leaves and when it arrives. Thread-safe.
 */
public final class InMemoryNetwork implements TransportProvider {

    /** The first port that is chosen for port 0. */
    public static final int FIRST_FREE_PORT = 49_152;

    private final EventLoop loop;
    private final LinkModel links;
    private final RandomGenerator random;
    private final NetworkOptions options;
    private final Map<Address, InMemoryTransport> bound = new HashMap<>();
    private final Connectivity connectivity = new Connectivity();
    private final Object lock = new Object();

    /** The simulated network on {@code time}, its chance forked from the seed. */
    public InMemoryNetwork(VirtualTime time, LinkModel links) {
        this(time.loop("network"), links, time.random("network"), NetworkOptions.BY_REFERENCE);
    }

    /** The simulated network on {@code time}, its chance forked from the seed. */
    public InMemoryNetwork(VirtualTime time, LinkModel links, NetworkOptions options) {
        this(time.loop("network"), links, time.random("network"), options);
    }

    /** A network whose callbacks run on {@code loop} and whose messages pass by reference. */
    public InMemoryNetwork(EventLoop loop, LinkModel links, RandomGenerator random) {
        this(loop, links, random, NetworkOptions.BY_REFERENCE);
    }

    /**
     * A network whose callbacks run on {@code loop}.
     *
     * @param random decides delays and faults; from now on used by this network only
     */
    public InMemoryNetwork(EventLoop loop, LinkModel links, RandomGenerator random, NetworkOptions options) {
        this.loop = loop;
        this.links = links;
        this.random = random;
        this.options = options;
    }

    /** Binds with the network's own loop; any host name is welcome. */
    @Override
    public Transport bind(Address address, Codec codec) {
        return bind(address, codec, loop);
    }

    /**
     * This network as the process of {@code world} sees it: callbacks run on a loop of that world, so they stop when it
     * is paused and end when it crashes.
     */
    public TransportProvider inside(World world) {
        return (address, codec) -> bind(address, codec, world.newLoop("transport"));
    }

    /** From now on nothing gets from {@code from} to {@code to}; the other direction is as it was. */
    public void cut(Address from, Address to) {
        synchronized (lock) {
            connectivity.cut(from, to);
        }
    }

    /** Undoes one {@link #cut}. */
    public void mend(Address from, Address to) {
        synchronized (lock) {
            connectivity.mend(from, to);
        }
    }

    /** From now on nothing gets from either side to the other; on top of the partitions there are. */
    public void partition(Set<Address> oneSide, Set<Address> otherSide) {
        synchronized (lock) {
            connectivity.partition(oneSide, otherSide);
        }
    }

    /** From now on nothing gets from {@code oneSide} to {@code otherSide}; the other direction is as it was. */
    public void partitionOneWay(Set<Address> oneSide, Set<Address> otherSide) {
        synchronized (lock) {
            connectivity.partitionOneWay(oneSide, otherSide);
        }
    }

    /** Undoes all cuts and partitions. Hosts that have crashed stay dead. */
    public void heal() {
        synchronized (lock) {
            connectivity.heal();
        }
    }

    /**
     * Takes a host from the network as a power cut does: nothing arrives and nothing leaves any more, and requests to it
     * time out. Binding its address again brings it back, empty. The process itself ends with its world.
     */
    public void crash(Address host) {
        synchronized (lock) {
            connectivity.hostDied(host);
            die(bound.remove(host));
        }
    }

    /** As {@link #crash}, but only the process dies: its host refuses requests to it, so they fail fast. */
    public void kill(Address process) {
        synchronized (lock) {
            die(bound.remove(process));
        }
    }

    /** How many requests, of all processes, wait for an answer. */
    public int pendingRequests() {
        synchronized (lock) {
            int pending = 0;
            for (InMemoryTransport transport : bound.values()) {
                pending += transport.pending().size();
            }
            return pending;
        }
    }

    NetworkOptions options() {
        return options;
    }

    void release(InMemoryTransport transport) {
        synchronized (lock) {
            bound.remove(transport.address(), transport);
        }
    }

    /** Sends a request on its way. */
    void request(Exchange exchange, Address to, Envelope envelope, Parcel parcel) {
        InMemoryTransport asker = exchange.asker();
        if (asker.isDead()) {
            return;
        }
        InMemoryTransport target = at(to);
        EventLoop arrivalLoop = target == null ? asker.loop() : target.loop();
        if (denies(asker.address(), to)) {
            carry(asker.address(), to, arrivalLoop, () -> arrive(target, to, envelope, parcel, new Unheard()));
            carry(to, asker.address(), asker.loop(), () -> exchange.failed(RpcFailure.UNREACHABLE));
            return;
        }
        carry(asker.address(), to, arrivalLoop, () -> arrive(exchange, target, to, envelope, parcel));
    }

    /** Lets {@code arrival} run on {@code at} when, and if, a message from {@code from} gets to {@code to}. */
    void carry(Address from, Address to, EventLoop at, Runnable arrival) {
        long first;
        long second = -1;
        synchronized (lock) {
            if (!connectivity.carries(from, to) || links.loses(from, to, random)) {
                return;
            }
            first = links.delayNanos(from, to, random);
            if (links.duplicates(from, to, random)) {
                second = links.delayNanos(from, to, random);
            }
        }
        Runnable checked = () -> {
            if (carries(from, to)) {
                arrival.run();
            }
        };
        at.schedule(Duration.ofNanos(first), checked);
        if (second >= 0) {
            at.schedule(Duration.ofNanos(second), checked);
        }
    }

    private void arrive(
            Exchange exchange, @Nullable InMemoryTransport expected, Address to, Envelope envelope, Parcel parcel) {
        InMemoryTransport target = there(expected, to);
        if (target != null) {
            Answer answer = new Answer(this, target, exchange);
            onLoop(target, () -> target.arrive(envelope, parcel, answer));
        } else if (!isDead(to)) {
            InMemoryTransport asker = exchange.asker();
            carry(to, asker.address(), asker.loop(), () -> exchange.failed(RpcFailure.UNREACHABLE));
        }
    }

    private void arrive(
            @Nullable InMemoryTransport expected,
            Address to,
            Envelope envelope,
            Parcel parcel,
            Transport.ReplyHandler reply) {
        InMemoryTransport target = there(expected, to);
        if (target != null) {
            onLoop(target, () -> target.arrive(envelope, parcel, reply));
        }
    }

    /** At once if the message was expected by this transport; hops if another was bound to the address meanwhile. */
    private static void onLoop(InMemoryTransport target, Runnable task) {
        if (target.loop().isCurrent()) {
            task.run();
        } else {
            target.loop().execute(task);
        }
    }

    private Transport bind(Address wanted, Codec codec, EventLoop callbacks) {
        synchronized (lock) {
            Address address = wanted.port() == 0 ? free(wanted.host()) : wanted;
            if (bound.containsKey(address)) {
                throw inUse("Another process listens on " + address + ". Choose another port, or port 0 for any.");
            }
            InMemoryTransport transport = new InMemoryTransport(this, address, codec, callbacks);
            bound.put(address, transport);
            connectivity.hostLives(address);
            return transport;
        }
    }

    private Address free(String host) {
        for (int port = FIRST_FREE_PORT; port <= Address.PORT_MAX; port++) {
            Address candidate = new Address(host, port);
            if (!bound.containsKey(candidate)) {
                return candidate;
            }
        }
        throw inUse("Every port of " + host + " from " + FIRST_FREE_PORT + " on is taken.");
    }

    private static StartException inUse(String message) {
        return new StartException(StartException.Reason.ADDRESS_IN_USE, message);
    }

    /** Who is bound to the address now: nearly always still the one that was when the message left. */
    private @Nullable InMemoryTransport there(@Nullable InMemoryTransport expected, Address address) {
        return expected != null && !expected.isSilent() ? expected : at(address);
    }

    private @Nullable InMemoryTransport at(Address address) {
        synchronized (lock) {
            return bound.get(address);
        }
    }

    private boolean carries(Address from, Address to) {
        synchronized (lock) {
            return connectivity.carries(from, to);
        }
    }

    private boolean isDead(Address host) {
        synchronized (lock) {
            return connectivity.isDead(host);
        }
    }

    private boolean denies(Address from, Address to) {
        synchronized (lock) {
            return links.deniesDelivery(from, to, random);
        }
    }

    private static void die(@Nullable InMemoryTransport transport) {
        if (transport != null) {
            transport.die();
        }
    }

    /** Takes the answer to a request whose sender has been told that it failed. */
    private record Unheard() implements Transport.ReplyHandler {

        @Override
        public void replied(Message response) {
            // The sender hears nothing more.
        }

        @Override
        public void failed(RpcFailure why) {
            // The sender hears nothing more.
        }
    }
}
