package dev.trefoil.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.NodeStatus.State;
import dev.trefoil.node.testing.FullMembership;
import dev.trefoil.node.testing.SimulatedNetwork;
import org.junit.jupiter.api.Test;

class DhtNodeSimulationTest {

    @Test
    void nodesFindTheirNetworkThroughASeedAndSettle() {
        SimulatedNetwork network = new SimulatedNetwork(1, FullMembership.ofOneHop()).start(5);
        assertThat(network.overlay().membership().members()).hasSize(5);
        for (DhtNode node : network.nodes()) {
            assertThat(network.await(node.status()).state()).isIn(State.LOADING, State.SETTLED);
        }
    }
}
