package dev.trefoil.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus.State;
import dev.trefoil.UnavailableException;
import dev.trefoil.node.testing.FullMembership;
import dev.trefoil.node.testing.SimulatedNetwork;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a node is alone, and when it only looks like it. */
class AloneSimulationTest {

    private static final int VIRTUAL_NODES = 8;

    private final FullMembership overlay = FullMembership.ofOneHop();
    private final SimulatedNetwork network = new SimulatedNetwork(1, overlay);

    @Test
    void aVirtualNodeAmongItsSiblingsDoesNotTakeItselfForCutOff() {
        for (int number = 12; number <= 14; number++) {
            network.start(network.builder(number).virtualNodes(VIRTUAL_NODES));
        }
        network.settle();
        assertThat(overlay.membership().members())
                .as("some node's nearest neighbours are all of its own process")
                .anyMatch(this::isAmongSiblings);
        for (int i = 0; i < 100; i++) {
            network.time().runFor(Duration.ofMillis(50));
            assertThat(network.nodes())
                    .allMatch(node -> network.await(node.status()).state() == State.SETTLED);
        }
    }

    @Test
    void theLastNodeOfANetworkDoesNotLookForAnHeir() {
        network.start(1);
        for (int i = 0; i < 5; i++) {
            network.await(network.node(0).put("name " + i, new byte[1]));
        }
        Duration before = network.time().now();
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> network.await(network.node(0).leave()))
                .withMessageContaining("5 entries");
        assertThat(network.time().now().minus(before)).isLessThan(Duration.ofSeconds(1));
        assertThat(network.await(network.node(0).status()).state()).isEqualTo(State.CLOSED);
    }

    private boolean isAmongSiblings(NodeRef node) {
        List<NodeRef> next = overlay.membership().from(node.id()).subList(1, 4);
        return next.stream().allMatch(other -> other.address().equals(node.address()));
    }
}
