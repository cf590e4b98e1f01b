package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Consistency;
import dev.trefoil.DhtException;
import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.LimitExceededException;
import dev.trefoil.Limits;
import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus;
import dev.trefoil.OutcomeUnknownException;
import dev.trefoil.ReadOptions;
import dev.trefoil.Slot;
import dev.trefoil.UnavailableException;
import dev.trefoil.Version;
import dev.trefoil.WriteOptions;
import dev.trefoil.node.DhtNode;
import dev.trefoil.node.testing.FullMembership;
import dev.trefoil.node.testing.SimulatedNetwork;
import dev.trefoil.node.testing.Weather;
import dev.trefoil.storage.HeapStore;
import dev.trefoil.storage.HeapStoreConfig;
import dev.trefoil.transport.inmem.LinkFaults;
import dev.trefoil.transport.inmem.LinkModel;
import dev.trefoil.transport.inmem.VirtualWorld;
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
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One fault at a time, and what the table promises under it. */
class FaultSimulationTest {

    private static final Bytes NAME = Bytes.utf8("name");
    private static final Slot SLOT = new Slot(KeySpace.FULL.place(NAME), Slot.Kind.REGISTER, NAME);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final Weather weather = new Weather(
            LinkModel.constant(Duration.ofMillis(10)),
            LinkModel.exponential(Duration.ofMillis(20)).with(new LinkFaults(0.1, 0.1, 0.2, 0, Duration.ZERO)));
    private final FullMembership overlay = FullMembership.ofOneHop();
    private final SimulatedNetwork network = new SimulatedNetwork(3, overlay, weather);
    private final Map<Address, HeapStore> stores = new LinkedHashMap<>();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("trefoil.seeds", 10));
    }

    @Test
    void aReadBringsTheReplicaUpToDateThatMissedTheWrite() {
        start(3);
        DhtNode behind = network.node(2);
        put(0, "old");
        quiet();
        overlay.stopTelling();
        isolate(behind);
        put(0, "new");
        network.network().heal();
        assertThat(stored(behind)).contains("old");
        assertThat(read(0, Consistency.ALL)).contains("new");
        assertThat(stored(behind)).contains("new");
    }

    @Test
    void aReplicaThatMissedAWriteGetsItWithoutAnyRead() {
        start(3);
        DhtNode behind = network.node(2);
        isolate(behind);
        put(0, "value");
        assertThat(stored(behind)).isEmpty();
        network.time().runFor(Duration.ofSeconds(5));
        network.network().heal();
        network.time().runFor(Duration.ofSeconds(5));
        assertThat(stored(behind)).contains("value");
    }

    @Test
    void aSettledNodeHoldsAllThatItAnswersFor() {
        start(5);
        List<Bytes> names = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Bytes name = Bytes.utf8("value " + i);
            names.add(name);
            network.await(network.node(i % 5).put(name, name, WriteOptions.DEFAULTS));
        }
        network.crashNoticed(network.node(1));
        network.settle();
        assertThat(missingCopies(names)).isEmpty();
        startOne(6);
        network.settle();
        assertThat(missingCopies(names)).isEmpty();
    }

    @Test
    void aStrayIsKeptUntilAllReplicasHaveIt() {
        start(3);
        put(0, "value");
        quiet();
        Key root = overlay.membership().holders(SLOT.key(), 1).get(0).id();
        int host = hostBetween(SLOT.key(), root);
        DhtNode displaced = nodeAt(overlay.membership().holders(SLOT.key(), 3).get(2));
        DhtNode stays = nodeAt(overlay.membership().holders(SLOT.key(), 3).get(0));
        network.network().cut(displaced.address(), stays.address());
        startOne(host);
        network.time().runFor(Duration.ofMinutes(1));
        assertThat(stored(network.node(3))).as("the newcomer has taken over").contains("value");
        assertThat(network.await(displaced.status()).state()).isNotEqualTo(NodeStatus.State.SETTLED);
        assertThat(stored(displaced)).as("one of them could not confirm").contains("value");
        network.network().heal();
        network.settle();
        assertThat(stored(displaced)).isEmpty();
        overlay.membership()
                .holders(SLOT.key(), 3)
                .forEach(holder -> assertThat(stored(nodeAt(holder))).contains("value"));
    }

    @Test
    void whenAllCopiesAreLostItIsReportedAndServiceResumes() {
        start(8);
        put(0, "value");
        quiet();
        List<DhtNode> replicas =
                network.nodes().stream().filter(this::isReplica).toList();
        List<String> warnings = warningsOf(RangeLoader.class, () -> {
            replicas.forEach(network::crashNoticed);
            assertThatThrownBy(() -> read(0, Consistency.QUORUM))
                    .as("not absent: nobody knows yet")
                    .isInstanceOf(UnavailableException.class);
            network.settle();
        });
        assertThat(warnings).isNotEmpty().allMatch(text -> text.contains("may have been lost"));
        assertThat(read(0, Consistency.QUORUM)).isEmpty();
        put(0, "again");
        assertThat(read(1, Consistency.QUORUM)).contains("again");
    }

    @Test
    void withoutLossNobodyWarnsOfLoss() {
        List<String> warnings = warningsOf(RangeLoader.class, () -> {
            start(6);
            put(0, "value");
            network.crashNoticed(network.node(2));
            network.settle();
            network.await(network.node(1).leave());
            network.nodes().remove(1);
            startOne(7);
            network.settle();
        });
        assertThat(warnings).isEmpty();
    }

    @Test
    void aFullStoreRefusesAtOnceAndSaysSo() {
        for (int host = 1; host <= 3; host++) {
            HeapStore store = new HeapStore(HeapStoreConfig.defaults().withMaxEntries(1));
            network.start(network.builder(host).store(store));
        }
        network.settle();
        put(0, "first");
        Duration before = network.time().now();
        assertThatThrownBy(() ->
                        network.await(network.node(0).put(Bytes.utf8("second"), Bytes.EMPTY, WriteOptions.DEFAULTS)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("FULL");
        assertThatThrownBy(() -> network.await(
                        network.node(0).putIfAbsent(Bytes.utf8("third"), Bytes.EMPTY, WriteOptions.DEFAULTS)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("FULL");
        assertThat(network.time().now().minus(before)).isLessThan(Duration.ofSeconds(1));
        assertThat(read(1, Consistency.ALL)).contains("first");
    }

    @Test
    void whatIsOverALimitIsRefusedAtOnce() {
        Limits limits = new Limits(8, 100, 60);
        for (int host = 1; host <= 3; host++) {
            network.start(network.builder(host).limits(limits));
        }
        network.settle();
        DhtNode node = network.node(0);
        Bytes large = Bytes.of(new byte[101]);
        assertLimited(node.put(Bytes.EMPTY, Bytes.EMPTY, WriteOptions.DEFAULTS));
        assertLimited(node.put(Bytes.utf8("too long a name"), Bytes.EMPTY, WriteOptions.DEFAULTS));
        assertLimited(node.put(NAME, large, WriteOptions.DEFAULTS));
        assertLimited(node.putIfAbsent(NAME, large, WriteOptions.DEFAULTS));
        assertLimited(node.add(NAME, Bytes.EMPTY, WriteOptions.DEFAULTS));
        assertLimited(node.add(NAME, Bytes.of(new byte[61]), WriteOptions.DEFAULTS));
        network.await(node.add(NAME, Bytes.of(new byte[60]), WriteOptions.DEFAULTS));
        assertLimited(node.add(NAME, Bytes.of(new byte[41]), WriteOptions.DEFAULTS));
        assertThat(network.await(node.elements(NAME, ReadOptions.DEFAULTS))).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aLaterPutWinsWhateverTheClocksSay(long seed) {
        SimulatedNetwork skewed =
                new SimulatedNetwork(seed, FullMembership.ofOneHop()).start(5).settle();
        RandomGenerator random = skewed.time().random("test");
        for (DhtNode node : skewed.nodes()) {
            ((VirtualWorld) skewed.world(node)).skewWallClock(Duration.ofMillis(random.nextInt(50_000) - 25_000));
        }
        Version last = Version.NONE;
        for (int i = 0; i < 20; i++) {
            Bytes value = Bytes.utf8("value " + i);
            Version version = skewed.await(skewed.node(random.nextInt(5)).put(NAME, value, WriteOptions.DEFAULTS));
            assertThat(version).as("seed %d", seed).isGreaterThan(last);
            assertThat(skewed.await(skewed.node(random.nextInt(5)).get(NAME, ReadOptions.DEFAULTS))
                            .orElseThrow()
                            .value())
                    .as("seed %d", seed)
                    .isEqualTo(value);
            last = version;
        }
    }

    @Test
    void oneBrokenClockDoesNotFreezeAKey() {
        start(3);
        put(0, "before");
        DhtNode broken = network.node(2);
        ((VirtualWorld) network.world(broken)).skewWallClock(TEN_MINUTES);
        assertThat(catchThrowable(() -> put(2, "from the future"))).isInstanceOf(OutcomeUnknownException.class);
        put(0, "after");
        assertThat(read(1, Consistency.QUORUM)).contains("after");
        network.time().runFor(Duration.ofSeconds(30));
        assertThat(read(0, Consistency.QUORUM)).contains("after");
        put(1, "later");
        assertThat(read(1, Consistency.QUORUM)).contains("later");
    }

    @Test
    void whoeverWasAsleepAsksBeforeItAnswers() {
        start(3);
        put(0, "old");
        quiet();
        ((VirtualWorld) network.world(network.node(2))).pause(Duration.ofSeconds(30));
        put(0, "new");
        network.time().runFor(Duration.ofSeconds(29));
        for (int i = 0; i < 100; i++) {
            network.time().runFor(Duration.ofMillis(20));
            CompletableFuture<Optional<String>> asked = network.node(2)
                    .get(NAME, ReadOptions.DEFAULTS.with(Consistency.ONE))
                    .thenApply(found -> found.map(versioned -> versioned.value().toUtf8()));
            assertThat(network.await(asked)).contains("new");
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsSaidNotToBeWrittenIsNowhere(long seed) {
        Weather storm = new Weather(
                LinkModel.constant(Duration.ofMillis(10)),
                LinkModel.exponential(Duration.ofMillis(20)).with(new LinkFaults(0.1, 0.1, 0.3, 0, Duration.ZERO)));
        SimulatedNetwork stormy = new SimulatedNetwork(seed, FullMembership.ofOneHop(), storm);
        for (int host = 1; host <= 4; host++) {
            stormy.start(stormy.builder(host)
                    .store(new HeapStore(HeapStoreConfig.defaults().withMaxEntries(12))));
        }
        stormy.settle();
        storm.turnFoul();
        List<Bytes> applied = new ArrayList<>();
        List<Bytes> notApplied = new ArrayList<>();
        List<CompletableFuture<Version>> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Bytes name = Bytes.utf8("value " + i);
            WriteOptions options = WriteOptions.DEFAULTS.within(Duration.ofSeconds(3));
            all.add(stormy.node(i % 4).put(name, name, options).whenComplete((version, failure) -> {
                if (failure == null) {
                    applied.add(name);
                } else if (failure instanceof UnavailableException) {
                    notApplied.add(name);
                }
            }));
            stormy.time().runFor(Duration.ofMillis(200));
        }
        stormy.time().runUntil(() -> all.stream().allMatch(CompletableFuture::isDone), TEN_MINUTES);
        storm.turnFair();
        stormy.time().runFor(Duration.ofSeconds(30));
        assertThat(notApplied).as("the stores were too small, seed %d", seed).isNotEmpty();
        applied.forEach(name -> assertThat(stormy.await(stormy.node(0).get(name, ReadOptions.DEFAULTS)))
                .as("%s, seed %d", name.toUtf8(), seed)
                .isPresent());
        notApplied.forEach(name -> assertThat(stormy.await(stormy.node(0).get(name, ReadOptions.DEFAULTS)))
                .as("%s, seed %d", name.toUtf8(), seed)
                .isEmpty());
    }

    @Test
    void aWriteWithoutEnoughReplicasIsUnknownAndAReadIsUnavailable() {
        start(3);
        put(0, "old");
        network.crash(network.node(2));
        network.crash(network.node(1));
        assertThat(catchThrowable(() -> put(0, "new"))).isInstanceOf(OutcomeUnknownException.class);
        assertThat(catchThrowable(() -> read(0, Consistency.QUORUM))).isInstanceOf(UnavailableException.class);
    }

    @Test
    void smallNetworksWorkAndShrinkByGoodByes() {
        start(1);
        put(0, "one");
        startOne(2);
        network.settle();
        assertThat(read(1, Consistency.ALL)).contains("one");
        startOne(3);
        network.settle();
        put(2, "three");
        leave(0);
        leave(0);
        network.settle();
        assertThat(read(0, Consistency.ALL)).contains("three");
        put(0, "alone");
        assertThat(read(0, Consistency.QUORUM)).contains("alone");
    }

    @Test
    void aNodeThatHasLostTheOthersDoesNotTakeItselfForTheNetwork() {
        start(3);
        put(0, "value");
        List<NodeRef> alone = network.node(2).nodes();
        isolate(network.node(2));
        overlay.stopTelling();
        overlay.tell(alone.get(0), alone);
        network.time().runFor(Duration.ofMinutes(1));
        assertThat(catchThrowable(() -> read(2, Consistency.ONE))).isInstanceOf(UnavailableException.class);
        assertThat(catchThrowable(() -> put(2, "other"))).isInstanceOf(DhtException.class);
    }

    @Test
    void virtualNodesOfOneProcessAreOneReplica() {
        for (int host = 1; host <= 4; host++) {
            HeapStore store = new HeapStore();
            DhtNode node = network.start(network.builder(host).store(store).virtualNodes(4));
            stores.put(node.address(), store);
        }
        network.settle();
        List<Bytes> names = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Bytes name = Bytes.utf8("value " + i);
            names.add(name);
            network.await(network.node(i % 4).put(name, name, WriteOptions.DEFAULTS));
        }
        quiet();
        assertThat(stores.values().stream().mapToLong(HeapStore::entries).sum()).isEqualTo(150);
        network.crashNoticed(network.node(1));
        network.settle();
        network.await(network.node(2).leave());
        network.nodes().remove(2);
        network.settle();
        for (Bytes name : names) {
            assertThat(network.await(network.node(1).get(name, ReadOptions.DEFAULTS)))
                    .isPresent();
        }
    }

    @Test
    void moreOperationsThanAllowedAreRefusedAtOnce() {
        ReplicationConfig one =
                new ReplicationConfig(3, Duration.ofMillis(500), TEN_MINUTES, TEN_MINUTES, TEN_MINUTES, 1);
        network.with(one);
        start(3);
        CompletableFuture<Version> first = network.node(0).put(NAME, Bytes.EMPTY, WriteOptions.DEFAULTS);
        CompletableFuture<Version> second = network.node(0).put(NAME, Bytes.EMPTY, WriteOptions.DEFAULTS);
        assertThat(catchThrowable(() -> network.await(second)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("limit");
        network.await(first);
        network.await(network.node(0).put(NAME, Bytes.EMPTY, WriteOptions.DEFAULTS));
    }

    private void start(int count) {
        for (int host = 1; host <= count; host++) {
            startOne(host);
        }
        network.settle();
    }

    private void startOne(int host) {
        HeapStore store = new HeapStore();
        DhtNode node = network.start(network.builder(host).store(store));
        stores.put(node.address(), store);
    }

    /** The replicas that lack a value, by looking into their stores. */
    private List<String> missingCopies(List<Bytes> names) {
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
    private static int hostBetween(Key key, Key root) {
        for (int host = 4; host < 250; host++) {
            Key id = KeySpace.FULL.nodeId(SimulatedNetwork.host(host), 0);
            if (id.isStrictlyBetween(key, root)) {
                return host;
            }
        }
        throw new AssertionError("no such host");
    }

    private DhtNode nodeAt(NodeRef ref) {
        return network.nodes().stream()
                .filter(node -> node.address().equals(ref.address()))
                .findFirst()
                .orElseThrow();
    }

    private void leave(int node) {
        network.await(network.node(node).leave());
        network.nodes().remove(node);
    }

    private void quiet() {
        network.time().runFor(Duration.ofSeconds(5));
        network.settle();
    }

    private void isolate(DhtNode node) {
        Set<Address> others = new LinkedHashSet<>();
        network.nodes().stream().filter(other -> other != node).forEach(other -> others.add(other.address()));
        network.network().partition(Set.of(node.address()), others);
    }

    private boolean isReplica(DhtNode node) {
        Key key = SLOT.key();
        return overlay.membership().holders(key, 3).stream()
                .anyMatch(holder -> holder.address().equals(node.address()));
    }

    private Version put(int node, String value) {
        return network.await(network.node(node).put(NAME, Bytes.utf8(value), WriteOptions.DEFAULTS));
    }

    private Optional<String> read(int node, Consistency consistency) {
        return network.await(network.node(node).get(NAME, ReadOptions.DEFAULTS.with(consistency)))
                .map(found -> found.value().toUtf8());
    }

    /** What the store of {@code node} holds, whoever is asked to tell. */
    private Optional<String> stored(DhtNode node) {
        return Objects.requireNonNull(stores.get(node.address()))
                .get(SLOT)
                .map(entry -> ((Entry.Register) entry).cell())
                .flatMap(cell -> cell.value().map(Bytes::toUtf8));
    }

    private void assertLimited(CompletableFuture<?> operation) {
        assertThatThrownBy(() -> network.await(operation)).isInstanceOf(LimitExceededException.class);
    }

    private static List<String> warningsOf(Class<?> type, Runnable task) {
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
