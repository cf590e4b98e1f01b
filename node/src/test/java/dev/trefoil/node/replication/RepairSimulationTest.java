package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.trefoil.Bytes;
import dev.trefoil.Consistency;
import dev.trefoil.DhtException;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus;
import dev.trefoil.ReadOptions;
import dev.trefoil.UnavailableException;
import dev.trefoil.WriteOptions;
import dev.trefoil.node.DhtNode;
import dev.trefoil.storage.HeapStore;
import dev.trefoil.transport.inmem.VirtualWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is missing comes back, what is lost is said to be, and nobody answers for what it may have missed. */
class RepairSimulationTest extends FaultyNetwork {

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
}
