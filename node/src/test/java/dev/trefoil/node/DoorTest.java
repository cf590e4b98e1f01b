package dev.trefoil.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.trefoil.Key;
import dev.trefoil.UnavailableException;
import dev.trefoil.node.testing.FullMembership;
import dev.trefoil.node.testing.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DoorTest {

    private final SimulatedNetwork network = new SimulatedNetwork(1, FullMembership.ofOneHop()).start(1);

    @Test
    void moreOperationsThanAllowedAreRefusedAndTheOthersAreCarriedOut() {
        DhtNode node = network.node(0);
        List<CompletableFuture<?>> open = new ArrayList<>();
        for (int i = 0; i < Door.OPEN_MAX; i++) {
            open.add(node.locate(Key.ZERO));
        }
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> network.await(node.locate(Key.ZERO)))
                .withMessageContaining("operations open");
        open.forEach(network::await);
        assertThat(network.await(node.locate(Key.ZERO)).holders()).isNotEmpty();
    }
}
