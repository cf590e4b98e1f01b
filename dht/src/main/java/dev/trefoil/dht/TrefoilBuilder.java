package dev.trefoil.dht;

import dev.trefoil.Address;
import dev.trefoil.KeySpace;
import dev.trefoil.Limits;
import dev.trefoil.chord.Chord;
import dev.trefoil.chord.ChordConfig;
import dev.trefoil.node.DhtNode;
import dev.trefoil.node.bootstrap.BootstrapConfig;
import dev.trefoil.node.replication.ReplicationConfig;
import dev.trefoil.spi.Store;
import dev.trefoil.storage.ChronicleStoreConfig;
import dev.trefoil.storage.HeapStore;
import dev.trefoil.storage.HeapStoreConfig;
import dev.trefoil.transport.grpc.GrpcConfig;
import dev.trefoil.transport.grpc.GrpcNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a node with Chord, a store and gRPC. Everything but the address has a default.
 *
 * <p>What all nodes of a network must agree on: {@link #network}, {@link #identifierBits} and {@link #replicas}. For other
 * overlays, stores and transports there is {@link DhtNode#builder}. Not thread-safe, and good for one start.
 */
public final class TrefoilBuilder {

    /** Room in a message, besides the value, for its name, its version and its envelope. */
    private static final int MESSAGE_ROOM = 64 << 10;

    private Address address = new Address("127.0.0.1", 7400);
    private List<Address> seeds = List.of();
    private String network = "trefoil";
    private KeySpace space = KeySpace.FULL;
    private Limits limits = Limits.DEFAULTS;
    private ReplicationConfig replication = ReplicationConfig.defaults();
    private int virtualNodes = 1;
    private @Nullable StoreDirectory directory;
    private OptionalLong storeBytes = OptionalLong.empty();
    private Duration joinTime = BootstrapConfig.defaults().joinTime();
    private Duration leaveTime = Duration.ofSeconds(60);

    TrefoilBuilder() {}

    /** Where to listen, and where others reach this node; {@code 127.0.0.1:7400} by default. Port 0 takes any free one. */
    public TrefoilBuilder address(Address value) {
        address = value;
        return this;
    }

    /** Nodes of the network to join; none starts a new one. */
    public TrefoilBuilder seeds(List<Address> value) {
        seeds = List.copyOf(value);
        return this;
    }

    /** The network's name, so that several stay apart; {@code trefoil} by default. */
    public TrefoilBuilder network(String value) {
        network = value;
        return this;
    }

    /** m, the length of identifiers, from 3 to 160; 160 by default, which is what an application wants. */
    public TrefoilBuilder identifierBits(int value) {
        space = new KeySpace(value);
        return this;
    }

    /** N, the copies kept of each value, on distinct addresses; 3 by default. */
    public TrefoilBuilder replicas(int value) {
        replication = replication.withReplicas(value);
        return this;
    }

    /** How many nodes of the network this process hosts; 1 by default. */
    public TrefoilBuilder virtualNodes(int value) {
        virtualNodes = value;
        return this;
    }

    /** The sizes of user data. */
    public TrefoilBuilder limits(Limits value) {
        limits = value;
        return this;
    }

    /**
     * Where to keep this node's share of the data on disk, so that it outlives the process; in memory by default. The
     * directory is made if need be, and belongs to this address and network from then on; with port 0, the node listens
     * where it did the last time. Needs a JVM that is started with four flags: the {@link dev.trefoil.StartException} of a
     * start without them names them.
     */
    public TrefoilBuilder store(Path value) {
        directory = new StoreDirectory(value);
        return this;
    }

    /**
     * How many bytes of names and values this node holds before it refuses more; by default 1 GiB in memory, and 16 GiB on
     * disk.
     */
    public TrefoilBuilder storeBytes(long value) {
        storeBytes = OptionalLong.of(value);
        return this;
    }

    /** How long to try to join before giving up; 30 s by default. */
    public TrefoilBuilder joinTime(Duration value) {
        joinTime = value;
        return this;
    }

    /** How long a leave may take to hand over; 60 s by default. */
    public TrefoilBuilder leaveTime(Duration value) {
        leaveTime = value;
        return this;
    }

    /**
     * Starts the node and waits until it is a member.
     *
     * @throws dev.trefoil.StartException if it cannot become one; everything has been released
     */
    public DhtNode start() {
        Address at = directory == null ? address : directory.listenAt(address);
        Store store = directory == null ? new HeapStore(heap()) : directory.open(disk(), network, space, at);
        GrpcNetwork transport = new GrpcNetwork(grpc());
        try {
            DhtNode node = DhtNode.builder()
                    .address(at)
                    .seeds(seeds)
                    .overlay(new Chord(chord()))
                    .transport(transport)
                    .store(store)
                    .keySpace(space)
                    .network(network)
                    .limits(limits)
                    .virtualNodes(virtualNodes)
                    .replication(replication)
                    .bootstrap(BootstrapConfig.within(joinTime))
                    .leaveTime(leaveTime)
                    .start()
                    .join();
            transport.offer(node);
            return node;
        } catch (CompletionException e) {
            store.close();
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Replicas stand on distinct addresses, so a process's own virtual nodes are no use among the successors. */
    private ChordConfig chord() {
        ChordConfig defaults = ChordConfig.defaults();
        return defaults.withSuccessors(
                Math.min(ChordConfig.SUCCESSORS_MAX, defaults.successors() * Math.max(1, virtualNodes)));
    }

    private GrpcConfig grpc() {
        GrpcConfig defaults = GrpcConfig.defaults();
        return defaults.withMessageBytes(Math.max(defaults.messageBytes(), twice(limits.valueBytes()) + MESSAGE_ROOM));
    }

    private HeapStoreConfig heap() {
        HeapStoreConfig defaults = HeapStoreConfig.defaults();
        return defaults.withMaxBytes(storeBytes.orElse(defaults.maxBytes()))
                .withMaxEntryBytes(Math.max(defaults.maxEntryBytes(), twice(limits.valueBytes())));
    }

    private ChronicleStoreConfig disk() {
        ChronicleStoreConfig defaults = ChronicleStoreConfig.defaults();
        int entryBytes = Math.max(defaults.maxEntryBytes(), twice(limits.valueBytes()) + MESSAGE_ROOM);
        return defaults.withMaxBytes(storeBytes.orElse(defaults.maxBytes()))
                .withVolumeBytes(Math.max(defaults.volumeBytes(), twice(entryBytes)))
                .withMaxEntryBytes(entryBytes);
    }

    private static int twice(int bytes) {
        return (int) Math.min(2L * bytes, Integer.MAX_VALUE / 2);
    }
}
