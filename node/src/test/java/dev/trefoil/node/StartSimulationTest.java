package dev.trefoil.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.StartException;
import dev.trefoil.StartException.Reason;
import dev.trefoil.node.bootstrap.BootstrapConfig;
import dev.trefoil.node.replication.ReplicationConfig;
import dev.trefoil.node.testing.FullMembership;
import dev.trefoil.node.testing.SimulatedNetwork;
import dev.trefoil.spi.Codec;
import dev.trefoil.spi.Frame;
import dev.trefoil.spi.MalformedMessageException;
import dev.trefoil.spi.Message;
import dev.trefoil.storage.HeapStore;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StartSimulationTest {

    private final FullMembership overlay = FullMembership.ofOneHop();
    private final SimulatedNetwork network = new SimulatedNetwork(3, overlay);

    @Test
    void aNodeWithoutSeedsStartsANewNetwork() {
        network.start(1);
        assertThat(overlay.membership().members()).isEqualTo(network.node(0).nodes());
    }

    @Test
    void aNodeThatNamesOnlyItselfAsSeedStartsANewNetwork() {
        network.start(network.builder(1).seeds(List.of(SimulatedNetwork.host(1))));
        assertThat(overlay.membership().members()).hasSize(1);
    }

    @Test
    void itsOwnAddressAmongTheSeedsIsSkipped() {
        network.start(1);
        network.start(network.builder(2).seeds(List.of(SimulatedNetwork.host(2), SimulatedNetwork.host(1))));
        assertThat(overlay.membership().members()).hasSize(2);
    }

    @Test
    void oneLivingSeedOfSeveralIsEnough() {
        network.start(1);
        network.network().crash(SimulatedNetwork.host(8));
        DhtNode joined = network.start(network.builder(2)
                .seeds(List.of(SimulatedNetwork.host(8), SimulatedNetwork.host(9), SimulatedNetwork.host(1))));
        assertThat(joined.address()).isEqualTo(SimulatedNetwork.host(2));
    }

    @Test
    void nodesThatStartAtTheSameTimeAsTheirSeedFindIt() {
        overlay.setJoinTime(Duration.ofSeconds(3));
        List<CompletableFuture<DhtNode>> starting = List.of(
                network.builder(2).seeds(List.of(SimulatedNetwork.host(1))).start(),
                network.builder(3).seeds(List.of(SimulatedNetwork.host(2))).start(),
                network.builder(1).start());
        starting.forEach(network::await);
        assertThat(overlay.membership().members()).hasSize(3);
    }

    @Test
    void portZeroTakesAFreePort() {
        DhtNode node = network.start(network.builder(1).address(new Address("10.0.0.1", 0)));
        assertThat(node.address().port()).isPositive();
        assertThat(node.nodes().get(0).id()).isEqualTo(KeySpace.FULL.nodeId(node.address(), 0));
    }

    @Test
    void seedsThatAreAllDeadAreUnreachable() {
        network.network().crash(SimulatedNetwork.host(8));
        Duration before = network.time().now();
        StartException why = refused(
                Reason.SEEDS_UNREACHABLE,
                network.builder(1).seeds(List.of(SimulatedNetwork.host(8), SimulatedNetwork.host(9))));
        assertThat(why).hasMessageContaining("10.0.0.8:7400").hasMessageContaining("10.0.0.9:7400");
        assertThat(network.time().now().minus(before)).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(33));
    }

    @Test
    void aSeedOfAnotherNetworkIsRefusedAtOnceWithWhatDiffers() {
        network.start(1);
        Duration before = network.time().now();
        StartException why = refused(
                Reason.DIFFERENT_NETWORK, network.builder(2).network("other").keySpace(new KeySpace(32)));
        assertThat(why)
                .hasMessageContaining("network name: other here, trefoil there")
                .hasMessageContaining("identifier length m: 32 here, 160 there");
        assertThat(network.time().now().minus(before)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aSeedWithAnotherReplicaCountIsOfAnotherNetwork() {
        network.start(1);
        refused(
                Reason.DIFFERENT_NETWORK,
                network.builder(2).replication(ReplicationConfig.defaults().withReplicas(5)));
    }

    @Test
    void somethingElseAtTheSeedsAddressIsNotANode() {
        network.network().bind(SimulatedNetwork.host(9), new Garbage()).open((envelope, reply) -> {});
        refused(Reason.NOT_A_TREFOIL_NODE, network.builder(1).seeds(List.of(SimulatedNetwork.host(9))));
    }

    @Test
    void anIdThatIsTakenIsRefused() {
        network.start(network.builder(1).keySpace(new KeySpace(3)));
        int twin = 2;
        while (!id(twin).equals(id(1))) {
            twin++;
        }
        refused(Reason.DUPLICATE_ID, network.builder(twin).keySpace(new KeySpace(3)));
    }

    @Test
    void moreVirtualNodesThanIdentifiersAreRefused() {
        refused(
                Reason.DUPLICATE_ID,
                network.builder(1).keySpace(new KeySpace(3)).virtualNodes(9));
    }

    @Test
    void aSeedThatNeverBecomesAMemberEndsInATimeout() {
        CompletableFuture<DhtNode> first =
                network.builder(1).seeds(List.of(SimulatedNetwork.host(2))).start();
        StartException why = refused(Reason.TIMED_OUT, network.builder(2).seeds(List.of(SimulatedNetwork.host(1))));
        assertThat(why).hasMessageContaining("is itself still joining");
        assertThatExceptionOfType(StartException.class).isThrownBy(() -> network.await(first));
    }

    @Test
    void aJoinThatDoesNotEndIsGivenUp() {
        network.start(1);
        overlay.setJoinTime(Duration.ofHours(1));
        refused(Reason.TIMED_OUT, network.builder(2));
    }

    @Test
    void aPortInUseIsRefused() {
        network.start(1);
        refused(Reason.ADDRESS_IN_USE, network.builder(1));
    }

    @Test
    void aStartThatFailsReleasesItsPortAndItsStore() {
        network.network().crash(SimulatedNetwork.host(8));
        refused(Reason.SEEDS_UNREACHABLE, network.builder(1).seeds(List.of(SimulatedNetwork.host(8))));
        network.start(1);
        assertThat(network.node(0).address()).isEqualTo(SimulatedNetwork.host(1));
    }

    @Test
    void whatHasNoDefaultHasToBeGiven() {
        assertThatIllegalStateException()
                .isThrownBy(() -> DhtNode.builder().start())
                .withMessageContaining("address");
        assertThatIllegalStateException()
                .isThrownBy(() -> DhtNode.builder()
                        .address(SimulatedNetwork.host(1))
                        .store(new HeapStore())
                        .transport(network.network())
                        .start())
                .withMessageContaining("overlay");
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DhtNode.builder().virtualNodes(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DhtNode.builder().virtualNodes(DhtNodeBuilder.VIRTUAL_NODES_MAX + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> DhtNode.builder().leaveTime(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> BootstrapConfig.within(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DhtNode.builder()
                        .seeds(Collections.nCopies(BootstrapConfig.SEEDS_MAX + 1, SimulatedNetwork.host(1))));
    }

    private static Key id(int host) {
        return new KeySpace(3).nodeId(SimulatedNetwork.host(host), 0);
    }

    private StartException refused(Reason reason, DhtNodeBuilder builder) {
        StartException[] thrown = new StartException[1];
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> network.await(builder.start()))
                .satisfies(why -> {
                    assertThat(why.reason()).as(why.getMessage()).isEqualTo(reason);
                    thrown[0] = why;
                });
        return thrown[0];
    }

    /** Reads nothing and understands nothing. */
    private static final class Garbage implements Codec {

        @Override
        public Frame encode(Message message) {
            throw new IllegalArgumentException("garbage says nothing");
        }

        @Override
        public Message decode(Frame frame) throws MalformedMessageException {
            throw new MalformedMessageException("garbage");
        }
    }
}
