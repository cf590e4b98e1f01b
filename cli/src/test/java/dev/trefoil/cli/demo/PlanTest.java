package dev.trefoil.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.Address;
import dev.trefoil.Consistency;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.cli.console.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void theVictimsAreNeighboursOnTheCircle() {
        List<Key> nodes = List.of(key("80"), key("10"), key("f0"), key("90"), key("00"));
        assertThat(plan(5, 3, 3).victims(nodes, key -> key)).containsExactly(key("80"), key("90"), key("f0"));
        assertThat(plan(5, 3, 0).victims(nodes, key -> key)).isEmpty();
    }

    @Test
    void anAcknowledgedWriteHasMoreCopiesThanAreKilled() {
        for (int replicas = 1; replicas <= 5; replicas++) {
            for (int kill = 0; kill < replicas; kill++) {
                Plan plan = plan(6, replicas, kill);
                assertThat(plan.acknowledgement().of(replicas)).isGreaterThan(kill);
                assertThat(plan.isReckless()).isFalse();
            }
            assertThat(plan(6, replicas, replicas).isReckless()).isTrue();
        }
        assertThat(plan(5, 3, 1).acknowledgement()).isEqualTo(Consistency.QUORUM);
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        for (int[] bad : new int[][] {{2, 3, 1}, {33, 3, 1}, {5, 0, 1}, {5, 3, 5}, {5, 3, -1}, {5, 17, 0}}) {
            assertThatThrownBy(() -> plan(bad[0], bad[1], bad[2])).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void onASmallCircleEveryNodeGetsAnIdOfItsOwn() throws Exception {
        KeySpace space = new KeySpace(4);
        FreePorts ports = new FreePorts(space, 2);
        List<Key> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Address address = ports.next();
            ids.add(space.nodeId(address, 0));
            ids.add(space.nodeId(address, 1));
        }
        assertThat(ids).doesNotHaveDuplicates();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 5; i++) {
                        ports.next();
                    }
                })
                .hasMessageContaining("no room");
        assertThat(new FreePorts(KeySpace.FULL, 1).next().port()).isZero();
    }

    private static Plan plan(int nodes, int replicas, int kill) {
        return new Plan(nodes, replicas, 1, 160, kill, "chord");
    }

    private static Key key(String hex) {
        return Key.ofHex(hex);
    }
}
