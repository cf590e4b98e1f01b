package dev.trefoil.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.chord.Chord;
import dev.trefoil.chord.ChordConfig;
import dev.trefoil.simulator.Host.State;
import dev.trefoil.storage.HeapStore;
import dev.trefoil.transport.inmem.LinkFaults;
import dev.trefoil.transport.inmem.LinkModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What can be done to a cluster, and what comes of it. */
class ClusterSimulationTest {

    private final Cluster cluster = cluster(1).build();

    private static ClusterBuilder cluster(long seed) {
        return Cluster.of(new Chord(ChordConfig.defaults()), HeapStore::new)
                .seed(seed)
                .reencoding();
    }

    @Test
    void nodesThatJoinOneAfterAnotherSettle() {
        cluster.start(9).settle();
        assertThat(cluster.members()).hasSize(9);
        assertThat(cluster.oracle().isConverged()).isTrue();
        for (int i = 0; i < 20; i++) {
            assertThat(cluster.await(cluster.anyLookup()).isRight()).isTrue();
        }
    }

    @Test
    void anIdealNetworkIsSettledAtOnceAndNothingChangesInIt() {
        cluster.startIdeal(64);
        assertThat(cluster.oracle().isConverged()).isTrue();
        assertThat(cluster.simulation().time().now()).isZero();
        cluster.settle(Duration.ofSeconds(5)).runFor(Duration.ofMinutes(1));
        assertThat(cluster.oracle().isConverged()).isTrue();
        cluster.await(cluster.host(0).node().put("name", "value".getBytes(UTF_8)));
        assertThat(cluster.await(cluster.host(9).node().get("name"))).hasValue("value".getBytes(UTF_8));
    }

    @Test
    void anIdealNetworkMayHaveVirtualNodes() {
        Cluster virtual = cluster(2).virtualNodes(4).build();
        virtual.startIdeal(8);
        assertThat(virtual.oracle().isConverged()).isTrue();
        virtual.settle();
        assertThat(virtual.oracle().members()).hasSize(32);
        virtual.crash(virtual.host(3));
        virtual.settle();
        assertThat(virtual.oracle().members()).hasSize(28);
    }

    @Test
    void whoCrashesIsMissedAndWhoRestartsIsBackWithItsDisk() {
        cluster.startIdeal(5);
        Host host = cluster.host(2);
        cluster.await(host.node().put("name", "value".getBytes(UTF_8)));
        cluster.crash(host);
        assertThat(host.state()).isEqualTo(State.DOWN);
        assertThat(cluster.members()).hasSize(4).doesNotContain(host);
        cluster.settle();
        assertThat(cluster.await(cluster.await(cluster.restart(host).started()).get("name")))
                .hasValue("value".getBytes(UTF_8));
        cluster.settle();
        assertThat(cluster.members()).hasSize(5);
    }

    @Test
    void whoCrashesBeforeItHasJoinedNeverJoins() {
        cluster.startIdeal(3);
        Host host = cluster.join();
        cluster.crash(host);
        cluster.settle();
        assertThat(cluster.members()).hasSize(3);
        assertThat(host.started()).isCompletedExceptionally();
        assertThatThrownBy(host::node).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aDiskOutlivesItsProcessUnlessItIsLost() {
        cluster.startIdeal(3);
        cluster.await(cluster.host(0).node().put("name", "value".getBytes(UTF_8)));
        cluster.runFor(Duration.ofSeconds(1));
        cluster.hosts().forEach(cluster::crash);
        Host kept = cluster.host(1);
        assertThat(kept.disk()).isNotNull();
        assertThat(kept.disk().entries()).isEqualTo(1);
        cluster.await(cluster.restart(kept).started());
        cluster.restartWithoutDisk(cluster.host(2));
        assertThat(cluster.host(2).disk().entries()).isZero();
    }

    @Test
    void whoLeavesHandsOver() {
        cluster.startIdeal(4);
        cluster.await(cluster.host(0).node().put("name", "value".getBytes(UTF_8)));
        for (int i = 0; i < 3; i++) {
            cluster.await(cluster.leave(cluster.host(i)));
            assertThat(cluster.host(i).state()).isEqualTo(State.DOWN);
            cluster.settle();
        }
        assertThat(cluster.members()).containsExactly(cluster.host(3));
        assertThat(cluster.await(cluster.host(3).node().get("name"))).hasValue("value".getBytes(UTF_8));
    }

    @Test
    void aPartitionSeparatesUntilItIsHealed() {
        cluster.startIdeal(6);
        List<Host> few = cluster.anyMembers(2);
        cluster.partition(few, cluster.others(few));
        cluster.runFor(Duration.ofSeconds(30));
        assertThat(cluster.oracle().isConverged()).isFalse();
        cluster.heal();
        cluster.settle();
    }

    @Test
    void aOneWayPartitionLetsTheOtherDirectionThrough() {
        cluster.startIdeal(2);
        Host from = cluster.host(0);
        Host to = cluster.host(1);
        cluster.partitionOneWay(List.of(from), List.of(to));
        assertThat(from.number()).isZero();
        cluster.runFor(Duration.ofSeconds(30));
        cluster.heal();
        cluster.settle();
    }

    @Test
    void slowHostsPausesAndSkewedClocksAreSurvived() {
        cluster.startIdeal(5);
        cluster.slow(cluster.host(0), Duration.ofMillis(200));
        cluster.pause(cluster.host(1), Duration.ofSeconds(20));
        cluster.skewClock(cluster.host(2), Duration.ofSeconds(-30));
        Load load = cluster.load(Workload.of(20));
        cluster.runFor(Duration.ofSeconds(40));
        cluster.recoverWithin(Duration.ofMinutes(2));
        load.check();
        assertThat(load.acknowledged()).isPositive();
        assertThat(load.read()).isPositive();
    }

    @Test
    void aFailureTellsTheSeedTheOptionsAndHowToRunItAgain() {
        cluster.simulation().trial().note("colour", "blue");
        cluster.startIdeal(3);
        cluster.always("nobody is ever looked at", host -> Optional.of("looked at"));
        assertThatThrownBy(() -> cluster.runFor(Duration.ofMinutes(1)))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("'nobody is ever looked at' does not hold: host ")
                .hasMessageContaining("seed 1")
                .hasMessageContaining("colour = blue")
                .hasMessageContaining("-Dtest=ClusterSimulationTest#")
                .hasMessageContaining("-Dtrefoil.seed=1");
    }

    @Test
    void whatIsWrongInQuietMomentsIsToldToo() {
        cluster.whenQuiet(
                "there are nine",
                all -> all.members().size() == 9
                        ? Optional.empty()
                        : Optional.of("there are " + all.members().size()));
        assertThatThrownBy(() -> cluster.start(2).settle())
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("'there are nine' does not hold: there are 2");
    }

    @Test
    void lossDuplicatesAndDenialsAreSurvivedWhileNodesComeAndGo() {
        Cluster foul =
                cluster(3).links(LinkModel.exponential(Duration.ofMillis(10))).build();
        foul.startIdeal(8);
        foul.faults(LinkFaults.NONE.withLoss(0.05).withDuplication(0.05).withDenial(0.05));
        Load load = foul.load(Workload.of(20).mix(0.4, 0.1));
        foul.churn(Churn.poisson(0.05, 0.05).leaving(0.5).keeping(6));
        foul.runFor(Duration.ofMinutes(1));
        foul.recoverWithin(Duration.ofMinutes(3));
        load.check();
    }
}
