package dev.trefoil.node;

import static dev.trefoil.node.testing.SimulatedNetwork.host;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.LimitExceededException;
import dev.trefoil.Limits;
import dev.trefoil.NodeClosedException;
import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus;
import dev.trefoil.NodeStatus.State;
import dev.trefoil.OutcomeUnknownException;
import dev.trefoil.ReadOptions;
import dev.trefoil.UnavailableException;
import dev.trefoil.Version;
import dev.trefoil.WriteOptions;
import dev.trefoil.kbr.KbrApplication;
import dev.trefoil.node.replication.ReplicationConfig;
import dev.trefoil.node.testing.FullMembership;
import dev.trefoil.node.testing.SimulatedNetwork;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DhtNodeSimulationTest {

    private static final Bytes NAME = Bytes.utf8("name");
    private static final Bytes VALUE = Bytes.utf8("value");

    private final FullMembership overlay = FullMembership.ofOneHop();
    private final SimulatedNetwork network = new SimulatedNetwork(1, overlay);

    @Test
    void whatOneNodeStoresAllOthersFind() {
        network.start(5).settle();
        for (int i = 0; i < 20; i++) {
            network.await(network.node(i % 5).put("name " + i, bytes("value " + i)));
        }
        for (DhtNode node : network.nodes()) {
            for (int i = 0; i < 20; i++) {
                assertThat(network.await(node.get("name " + i))).hasValue(bytes("value " + i));
            }
            assertThat(network.await(node.get("nothing"))).isEmpty();
        }
    }

    @Test
    void virtualNodesShareOnePortAndCountAsOneReplica() {
        network.start(network.builder(1).virtualNodes(4));
        network.start(network.builder(2).virtualNodes(4));
        network.start(network.builder(3).virtualNodes(4));
        network.settle();
        assertThat(overlay.membership().members()).hasSize(12);
        for (int i = 0; i < 20; i++) {
            network.await(network.node(i % 3).put("name " + i, bytes("value " + i)));
        }
        network.settle();
        for (DhtNode node : network.nodes()) {
            NodeStatus status = network.await(node.status());
            assertThat(status.entries()).isEqualTo(20);
            assertThat(status.nodes()).hasSize(4);
            assertThat(status.neighbors()).hasSize(8).doesNotContainAnyElementsOf(status.nodes());
        }
        assertThat(network.await(network.node(1).get("name 7"))).hasValue(bytes("value 7"));
    }

    @Test
    void virtualNodesTakeOverFromEachOtherWithoutWaitingForALoss() {
        DhtNode node = network.start(network.builder(1).virtualNodes(8));
        network.await(node.awaitSettled(Duration.ofSeconds(3)));
        assertThat(network.time().now()).isLessThan(ReplicationConfig.defaults().lossGrace());
    }

    @Test
    void theIdOfAVirtualNodeIsTheHashOfItsAddressAndNumber() {
        DhtNode node = network.start(network.builder(1).virtualNodes(2));
        assertThat(node.nodes())
                .extracting(NodeRef::id)
                .containsExactly(Key.sha1(Bytes.utf8("10.0.0.1:7400")), Key.sha1(Bytes.utf8("10.0.0.1:7400#1")));
    }

    @Test
    void statusTellsWhatThereIs() {
        network.start(network.builder(1).network("mine"));
        network.start(network.builder(2).network("mine"));
        network.settle();
        network.await(network.node(0).put(NAME, VALUE, WriteOptions.DEFAULTS));
        NodeStatus status = network.await(network.node(0).status());
        assertThat(status.network()).isEqualTo("mine");
        assertThat(status.overlay()).isEqualTo("full-membership");
        assertThat(status.bits()).isEqualTo(160);
        assertThat(status.replicas()).isEqualTo(3);
        assertThat(status.neighbors()).isEqualTo(network.node(1).nodes());
        assertThat(status.entries()).isEqualTo(1);
        assertThat(status.bytes()).isPositive();
        assertThat(status.state()).isEqualTo(State.SETTLED);
    }

    @Test
    void aNodeThatLeavesHandsEverythingOverFirst() {
        network.start(4).settle();
        for (int i = 0; i < 30; i++) {
            network.await(network.node(0).put("name " + i, bytes("value " + i)));
        }
        for (int left = 0; left < 3; left++) {
            DhtNode leaver = network.nodes().remove(0);
            network.await(leaver.leave());
            assertThat(network.await(leaver.status()).state()).isEqualTo(State.CLOSED);
        }
        DhtNode last = network.node(0);
        assertThat(overlay.membership().members()).isEqualTo(last.nodes());
        for (int i = 0; i < 30; i++) {
            assertThat(network.await(last.get("name " + i))).hasValue(bytes("value " + i));
        }
    }

    @Test
    void leavingTwiceIsLeavingOnceAndGivesTheAddressBack() {
        network.start(2).settle();
        DhtNode leaver = network.nodes().remove(1);
        CompletableFuture<Void> first = leaver.leave();
        CompletableFuture<Void> second = leaver.leave();
        network.await(first);
        network.await(second);
        network.await(leaver.leave());
        network.start(network.builder(2));
        assertThat(overlay.membership().members()).hasSize(2);
    }

    @Test
    void theLastNodeLeavesAndSaysWhatItStillHeld() {
        network.start(1).settle();
        network.await(network.node(0).put(NAME, VALUE, WriteOptions.DEFAULTS));
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> network.await(network.node(0).leave()))
                .withMessageContaining("1 entries");
        assertThat(overlay.membership().members()).isEmpty();
    }

    @Test
    void aClosedNodeRefusesEverythingAndFailsWhatIsOpen() {
        network.start(3).settle();
        DhtNode node = network.node(0);
        List<CompletableFuture<?>> open = List.of(
                node.get(NAME, ReadOptions.DEFAULTS),
                node.locate(Key.ZERO),
                node.route("app", Key.ZERO, VALUE),
                node.leave());
        CompletableFuture<Version> write = node.put(NAME, VALUE, WriteOptions.DEFAULTS);
        node.close();
        node.close();
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> network.await(write));
        closed(node.put(NAME, VALUE, WriteOptions.DEFAULTS));
        for (CompletableFuture<?> future : open) {
            assertThat(future).isCompletedExceptionally();
            closed(future);
        }
        closed(node.get(NAME, ReadOptions.DEFAULTS));
        closed(node.elements(NAME, ReadOptions.DEFAULTS));
        closed(node.locate(Key.ZERO));
        assertThat(network.await(node.status()).state()).isEqualTo(State.CLOSED);
    }

    @Test
    void sizesAreCheckedAtTheDoor() {
        network.start(network.builder(1).limits(new Limits(4, 8, 2)));
        DhtNode node = network.node(0);
        network.settle();
        tooLarge(node.put(Bytes.EMPTY, VALUE, WriteOptions.DEFAULTS));
        tooLarge(node.get(Bytes.utf8("12345"), ReadOptions.DEFAULTS));
        tooLarge(node.remove(Bytes.EMPTY, WriteOptions.DEFAULTS));
        tooLarge(node.put(NAME, Bytes.utf8("123456789"), WriteOptions.DEFAULTS));
        tooLarge(node.putIfAbsent(NAME, Bytes.utf8("123456789"), WriteOptions.DEFAULTS));
        tooLarge(node.add(NAME, Bytes.EMPTY, WriteOptions.DEFAULTS));
        tooLarge(node.discard(NAME, Bytes.utf8("123"), WriteOptions.DEFAULTS));
        tooLarge(node.elements(Bytes.EMPTY, ReadOptions.DEFAULTS));
        tooLarge(node.route("app", Key.ZERO, Bytes.utf8("123456789")));
        network.await(node.put(NAME, Bytes.EMPTY, WriteOptions.DEFAULTS));
        assertThat(network.await(node.get(NAME, ReadOptions.DEFAULTS))).isPresent();
    }

    @Test
    void aKeyOfAnotherSpaceAndAnApplicationWithoutANameAreMistakes() {
        network.start(network.builder(1).keySpace(new KeySpace(8)));
        DhtNode node = network.node(0);
        assertThatIllegalArgumentException().isThrownBy(() -> node.locate(Key.powerOfTwo(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> node.route("app", Key.powerOfTwo(0), VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> node.route("", Key.ZERO, VALUE));
        KbrApplication nothing = (key, payload, origin, reply) -> {};
        node.attach("app", routing -> nothing);
        assertThatIllegalArgumentException().isThrownBy(() -> node.attach("app", routing -> nothing));
        assertThatIllegalArgumentException().isThrownBy(() -> node.attach("", routing -> nothing));
    }

    @Test
    void waitingForANodeToSettleHasALimit() {
        network.start(3).settle();
        network.await(network.node(0).awaitSettled(Duration.ofMillis(1)));
        // A joiner that cannot reach the others' data stays as it is.
        overlay.stopTelling();
        DhtNode joined = network.start(network.builder(4));
        overlay.tell(joined.nodes().get(0), overlay.membership().members());
        network.network().partition(Set.of(joined.address()), Set.of(host(1), host(2), host(3)));
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> network.await(joined.awaitSettled(Duration.ofSeconds(3))))
                .withMessageContaining("LOADING");
    }

    @Test
    void oneSeedGivesOneTrace() {
        assertThat(traceOfASmallLife(5)).isEqualTo(traceOfASmallLife(5)).isNotEqualTo(traceOfASmallLife(6));
    }

    private static long traceOfASmallLife(long seed) {
        SimulatedNetwork network = new SimulatedNetwork(seed, FullMembership.walking(2));
        network.start(network.builder(1).virtualNodes(2));
        network.start(network.builder(2));
        network.start(network.builder(3).virtualNodes(3));
        network.start(network.builder(4))
                .attach("app", routing -> (key, payload, origin, reply) -> reply.accept(payload));
        network.settle();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(network.node(i % 4).put("name " + i, bytes("value")));
            all.add(network.node(i % 4).locate(KeySpace.FULL.place(Bytes.utf8("other " + i))));
        }
        all.forEach(network::await);
        network.crashNoticed(network.node(1));
        network.settle();
        network.await(network.nodes().remove(1).leave());
        return network.time().traceHash();
    }

    private void closed(CompletableFuture<?> future) {
        assertThatExceptionOfType(NodeClosedException.class).isThrownBy(() -> network.await(future));
    }

    private void tooLarge(CompletableFuture<?> future) {
        assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> network.await(future));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
