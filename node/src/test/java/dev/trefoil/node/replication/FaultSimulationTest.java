package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.trefoil.Bytes;
import dev.trefoil.Consistency;
import dev.trefoil.Limits;
import dev.trefoil.OutcomeUnknownException;
import dev.trefoil.ReadOptions;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One fault at a time, and what the table promises to who reads and writes under it. */
class FaultSimulationTest extends FaultyNetwork {

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("trefoil.seeds", 10));
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
}
