package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Consistency;
import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.LimitExceededException;
import dev.trefoil.NodeRef;
import dev.trefoil.ReadOptions;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import dev.trefoil.WriteOptions;
import dev.trefoil.node.DhtNode;
import dev.trefoil.node.testing.FullMembership;
import dev.trefoil.node.testing.SimulatedNetwork;
import dev.trefoil.node.testing.Weather;
import dev.trefoil.storage.HeapStore;
import dev.trefoil.transport.inmem.LinkFaults;
import dev.trefoil.transport.inmem.LinkModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A network whose links turn foul when a test says so, and a look into the stores of its nodes. */
class FaultyNetwork {

    static final Bytes NAME = Bytes.utf8("name");
    static final Slot SLOT = new Slot(KeySpace.FULL.place(NAME), Slot.Kind.REGISTER, NAME);
    static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    final Weather weather = new Weather(
            LinkModel.constant(Duration.ofMillis(10)),
            LinkModel.exponential(Duration.ofMillis(20)).with(new LinkFaults(0.1, 0.1, 0.2, 0, Duration.ZERO)));
    final FullMembership overlay = FullMembership.ofOneHop();
    final SimulatedNetwork network = new SimulatedNetwork(3, overlay, weather);
    final Map<Address, HeapStore> stores = new LinkedHashMap<>();

    void start(int count) {
        for (int host = 1; host <= count; host++) {
            startOne(host);
        }
        network.settle();
    }

    void startOne(int host) {
        HeapStore store = new HeapStore();
        DhtNode node = network.start(network.builder(host).store(store));
        stores.put(node.address(), store);
    }

    /** The replicas that lack a value, by looking into their stores. */
    List<String> missingCopies(List<Bytes> names) {
        List<String> missing = new ArrayList<>();
        for (Bytes name : names) {
            Slot slot = new Slot(KeySpace.FULL.place(name), Slot.Kind.REGISTER, name);
            for (NodeRef holder : overlay.membership().holders(slot.key(), 3)) {
                if (Objects.requireNonNull(stores.get(holder.address()))
                        .get(slot)
                        .isEmpty()) {
                    missing.add(name.toUtf8() + " at " + holder);
                }
            }
        }
        return missing;
    }

    /** A host whose node would come right behind {@code key}. */
    static int hostBetween(Key key, Key root) {
        for (int host = 4; host < 250; host++) {
            Key id = KeySpace.FULL.nodeId(SimulatedNetwork.host(host), 0);
            if (id.isStrictlyBetween(key, root)) {
                return host;
            }
        }
        throw new AssertionError("no such host");
    }

    DhtNode nodeAt(NodeRef ref) {
        return network.nodes().stream()
                .filter(node -> node.address().equals(ref.address()))
                .findFirst()
                .orElseThrow();
    }

    void leave(int node) {
        network.await(network.node(node).leave());
        network.nodes().remove(node);
    }

    void quiet() {
        network.time().runFor(Duration.ofSeconds(5));
        network.settle();
    }

    void isolate(DhtNode node) {
        Set<Address> others = new LinkedHashSet<>();
        network.nodes().stream().filter(other -> other != node).forEach(other -> others.add(other.address()));
        network.network().partition(Set.of(node.address()), others);
    }

    boolean isReplica(DhtNode node) {
        Key key = SLOT.key();
        return overlay.membership().holders(key, 3).stream()
                .anyMatch(holder -> holder.address().equals(node.address()));
    }

    Version put(int node, String value) {
        return network.await(network.node(node).put(NAME, Bytes.utf8(value), WriteOptions.DEFAULTS));
    }

    Optional<String> read(int node, Consistency consistency) {
        return network.await(network.node(node).get(NAME, ReadOptions.DEFAULTS.with(consistency)))
                .map(found -> found.value().toUtf8());
    }

    /** What the store of {@code node} holds, whoever is asked to tell. */
    Optional<String> stored(DhtNode node) {
        return Objects.requireNonNull(stores.get(node.address()))
                .get(SLOT)
                .map(entry -> ((Entry.Register) entry).cell())
                .flatMap(cell -> cell.value().map(Bytes::toUtf8));
    }

    void assertLimited(CompletableFuture<?> operation) {
        assertThatThrownBy(() -> network.await(operation)).isInstanceOf(LimitExceededException.class);
    }

    static List<String> warningsOf(Class<?> type, Runnable task) {
        List<String> warnings = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                warnings.add(logged.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(type.getName());
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            task.run();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        return warnings;
    }
}
