package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Bytes;
import dev.trefoil.OutcomeUnknownException;
import dev.trefoil.ReadOptions;
import dev.trefoil.UnavailableException;
import dev.trefoil.WriteOptions;
import dev.trefoil.node.DhtNode;
import dev.trefoil.node.testing.FullMembership;
import dev.trefoil.node.testing.SimulatedNetwork;
import dev.trefoil.node.testing.Weather;
import dev.trefoil.transport.inmem.LinkModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * A network under load whose nodes come and go, and a record of what it acknowledged.
 *
 * <p>Every value has a name of its own, so whoever reads one that was acknowledged has to find it: never "absent", at any
 * time, though perhaps "unavailable".
 */
final class Churn {

    private static final Bytes SET = Bytes.utf8("the set");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final long seed;
    private final Weather weather;
    private final SimulatedNetwork network;
    private final RandomGenerator random;
    private final List<Bytes> acknowledged = new ArrayList<>();
    private final List<Bytes> elements = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<CompletableFuture<Void>> underWay = new ArrayList<>();
    private int hosts;
    private int written;
    private final Map<DhtNode, Integer> open = new LinkedHashMap<>();
    private int refused;
    private int unknown;

    Churn(long seed, int nodes, LinkModel links, Duration viewsDiffer) {
        this.seed = seed;
        FullMembership overlay = FullMembership.ofOneHop();
        weather = new Weather(LinkModel.exponential(Duration.ofMillis(10)), links);
        network = new SimulatedNetwork(seed, overlay, weather);
        random = network.time().random("churn");
        network.start(nodes).settle();
        weather.turnFoul();
        hosts = nodes;
        overlay.tellWithin(viewsDiffer, network.time().random("views"));
    }

    SimulatedNetwork network() {
        return network;
    }

    RandomGenerator random() {
        return random;
    }

    DhtNode anyNode() {
        return network.node(random.nextInt(network.nodes().size()));
    }

    /** Lets time pass, with {@code perSecond} operations from random nodes. */
    Churn load(Duration time, int perSecond) {
        long pauseNanos = Duration.ofSeconds(1).toNanos() / perSecond;
        long count = time.toNanos() / pauseNanos;
        for (long i = 0; i < count; i++) {
            operate();
            network.time().runFor(Duration.ofNanos(random.nextLong(2 * pauseNanos)));
        }
        return this;
    }

    private void operate() {
        DhtNode node = anyNode();
        int kind = random.nextInt(4);
        if (kind == 0) {
            add(node);
        } else if (kind == 1 || acknowledged.isEmpty()) {
            put(node);
        } else {
            get(node, acknowledged.get(random.nextInt(acknowledged.size())));
        }
    }

    private void put(DhtNode node) {
        Bytes name = Bytes.utf8("value " + written++);
        open.merge(node, 1, Integer::sum);
        node.put(name, name, WriteOptions.DEFAULTS).whenComplete((version, failure) -> {
            open.computeIfPresent(node, (asked, count) -> count - 1);
            if (failure == null) {
                acknowledged.add(name);
            } else {
                count(failure);
            }
        });
    }

    private void add(DhtNode node) {
        Bytes element = Bytes.utf8("element " + written++);
        open.merge(node, 1, Integer::sum);
        node.add(SET, element, WriteOptions.DEFAULTS).whenComplete((version, failure) -> {
            open.computeIfPresent(node, (asked, count) -> count - 1);
            if (failure == null) {
                elements.add(element);
            } else {
                count(failure);
            }
        });
    }

    private void get(DhtNode node, Bytes name) {
        open.merge(node, 1, Integer::sum);
        node.get(name, ReadOptions.DEFAULTS).whenComplete((found, failure) -> {
            open.computeIfPresent(node, (asked, count) -> count - 1);
            if (failure != null) {
                count(failure);
            } else if (found.isEmpty() || !found.get().value().equals(name)) {
                wrong.add(name.toUtf8() + " at " + network.time().now() + " from " + node + ": " + found);
            }
        });
    }

    private void count(Throwable failure) {
        if (failure instanceof UnavailableException) {
            refused++;
        } else if (failure instanceof OutcomeUnknownException) {
            unknown++;
        } else if (!(failure instanceof dev.trefoil.NodeClosedException)) {
            wrong.add(failure.toString());
        }
    }

    /** Begins to start another node; it takes part in the load as soon as it is a member. */
    void join() {
        hosts++;
        underWay.add(network.builder(hosts).start().thenAccept(node -> {
            network.nodes().add(node);
        }));
    }

    /** A node begins to leave; the load goes on with the others. */
    void leave(DhtNode node) {
        network.nodes().remove(node);
        underWay.add(node.leave());
    }

    /** A crash that the others notice as they notice everything: each after a time of its own. */
    void crash(DhtNode node) {
        open.remove(node);
        network.crashNoticed(node);
    }

    /** What was asked of a node that crashed is never answered. */
    private boolean isQuiet() {
        return open.values().stream().allMatch(count -> count == 0);
    }

    /** Waits until every node holds what it is responsible for, and the replicas have compared what they hold. */
    Churn settle() {
        weather.turnFair();
        underWay.forEach(network::await);
        underWay.clear();
        network.settle();
        network.time().runFor(Duration.ofSeconds(10));
        network.settle();
        return this;
    }

    /** Reads back all that was acknowledged. */
    void check() {
        assertThat(network.time().runUntil(this::isQuiet, PATIENCE)).isTrue();
        for (Bytes name : acknowledged) {
            get(anyNode(), name);
            assertThat(network.time().runUntil(this::isQuiet, PATIENCE)).isTrue();
        }
        int before = refused;
        List<Bytes> found = new ArrayList<>(network.await(anyNode().elements(SET, ReadOptions.DEFAULTS)));
        List<Bytes> missing = new ArrayList<>(elements);
        missing.removeAll(found);
        assertThat(missing)
                .as("acknowledged elements that are missing, seed %d", seed)
                .isEmpty();
        assertThat(wrong)
                .as("wrong answers, seed %d, of %d values", seed, acknowledged.size())
                .isEmpty();
        assertThat(refused)
                .as("nothing is refused when all is quiet, seed %d, %d unknown", seed, unknown)
                .isEqualTo(before);
    }
}
