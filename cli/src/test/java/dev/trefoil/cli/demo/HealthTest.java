package dev.trefoil.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus;
import dev.trefoil.NodeStatus.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {

    private static final Address GONE = new Address("127.0.0.1", 9);

    @Test
    void aNetworkIsRepairedWhenAllAreSettledAndEveryKeyHasItsCopies() {
        List<NodeStatus> all = List.of(node(State.SETTLED, 10), node(State.SETTLED, 10), node(State.SETTLED, 10));
        assertThat(Health.isRepaired(all, List.of(), 10)).isTrue();
        assertThat(Health.isRepaired(all, List.of(), 11)).isFalse();
        assertThat(Health.isRepaired(List.of(), List.of(), 0)).isFalse();
    }

    @Test
    void oneUnsettledNodeIsEnoughToWait() {
        assertThat(Health.isRepaired(
                        List.of(node(State.SETTLED, 10), node(State.SETTLED, 10), node(State.LOADING, 10)),
                        List.of(),
                        10))
                .isFalse();
    }

    @Test
    void aNodeThatCountsOnADeadOneHasNotNoticedYet() {
        NodeStatus haunted = node(State.SETTLED, 10, new NodeRef(Key.ZERO, GONE));
        assertThat(Health.isRepaired(List.of(haunted), List.of(GONE), 10)).isFalse();
        assertThat(Health.isRepaired(List.of(haunted), List.of(), 10)).isTrue();
    }

    @Test
    void fewerNodesThanCopiesCannotHoldThemAll() {
        assertThat(Health.isRepaired(List.of(node(State.SETTLED, 5), node(State.SETTLED, 5)), List.of(), 5))
                .isTrue();
    }

    private static NodeStatus node(State state, long entries, NodeRef... neighbors) {
        return new NodeStatus(List.of(), "demo", "chord", 160, 3, List.of(neighbors), entries, 0, state, 0, 0, 0);
    }
}
