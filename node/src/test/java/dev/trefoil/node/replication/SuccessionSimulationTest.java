package dev.trefoil.node.replication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.NodeRef;
import dev.trefoil.node.DhtNode;
import dev.trefoil.node.testing.FullMembership;
import dev.trefoil.node.testing.SimulatedNetwork;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One replica succeeds another: how soon, and on whose word. */
class SuccessionSimulationTest {

    private final FullMembership overlay = FullMembership.ofOneHop();

    @Test
    void afterALeaveTheOthersAreSettledAsSoonAsTheyHoldWhatTheyWereGiven() {
        SimulatedNetwork network = new SimulatedNetwork(1, overlay).start(6).settle();
        put(network, 100);
        network.await(network.nodes().remove(2).leave());
        Duration left = network.time().now();
        network.settle();
        assertThat(network.time().now().minus(left)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void theWordOfTheRootReplacesNewsThatHasNotReachedTheOneThatIsDisplaced() {
        SimulatedNetwork network = new SimulatedNetwork(1, overlay).start(8).settle();
        put(network, 100);
        overlay.stopTelling();
        DhtNode newcomer = network.start(network.builder(9));
        NodeRef self = newcomer.nodes().get(0);
        List<NodeRef> clockwise = overlay.membership().from(self.id());
        NodeRef ignorant = clockwise.get(3);
        clockwise.stream()
                .filter(node -> !node.equals(ignorant))
                .forEach(node -> overlay.tell(node, overlay.membership().members()));
        network.await(newcomer.awaitSettled(Duration.ofSeconds(5)));
        assertThat(network.await(newcomer.status()).entries()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whatOneVirtualNodeStillAnswersForIsFoundThoughAnotherOfItsProcessStandsBeforeIt(long seed) {
        SimulatedNetwork network = new SimulatedNetwork(seed, overlay);
        overlay.tellWithin(Duration.ofSeconds(2), new SplittableRandom(seed));
        for (int number = 1; number <= 5; number++) {
            network.start(network.builder(number).virtualNodes(4));
        }
        network.settle();
        assertThat(network.time().now())
                .as("nobody has taken anything to be lost; seed %d", seed)
                .isLessThan(ReplicationConfig.defaults().lossGrace());
    }

    private static void put(SimulatedNetwork network, int count) {
        for (int i = 0; i < count; i++) {
            network.await(network.node(i % network.nodes().size()).put("name " + i, ("value " + i).getBytes(UTF_8)));
        }
    }
}
