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
        assertThat(new Health(all, 3, List.of(), 10).trouble()).isEmpty();
        assertThat(new Health(all, 3, List.of(), 11).trouble())
                .contains("there are 30 copies of 11 keys instead of 33");
    }

    @Test
    void aNodeThatDoesNotAnswerIsTrouble() {
        assertThat(new Health(List.of(), 1, List.of(), 0).trouble()).contains("1 node did not answer");
        assertThat(new Health(List.of(node(State.SETTLED, 0)), 3, List.of(), 0).trouble())
                .contains("2 nodes did not answer");
    }

    @Test
    void oneUnsettledNodeIsEnoughToWait() {
        List<NodeStatus> all = List.of(node(State.SETTLED, 10), node(State.SETTLED, 10), node(State.LOADING, 10));
        assertThat(new Health(all, 3, List.of(), 10).trouble()).contains("a node is LOADING");
    }

    @Test
    void aNodeThatCountsOnADeadOneHasNotNoticedYet() {
        NodeStatus haunted = node(State.SETTLED, 10, new NodeRef(Key.ZERO, GONE));
        assertThat(new Health(List.of(haunted), 1, List.of(GONE), 10).trouble())
                .contains("a node still counts on 127.0.0.1:9, which is gone");
        assertThat(new Health(List.of(haunted), 1, List.of(), 10).trouble()).isEmpty();
    }

    @Test
    void fewerNodesThanCopiesCannotHoldThemAll() {
        List<NodeStatus> two = List.of(node(State.SETTLED, 5), node(State.SETTLED, 5));
        assertThat(new Health(two, 2, List.of(), 5).trouble()).isEmpty();
    }

    private static NodeStatus node(State state, long entries, NodeRef... neighbors) {
        return new NodeStatus(List.of(), "demo", "chord", 160, 3, List.of(neighbors), entries, 0, state, 0, 0, 0);
    }
}
