package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WidthTest {

    private final Width width = new Width(host(0), 3);

    @Test
    void aNodeAloneIsOneReplica() {
        width.onNeighbors(hosts());
        assertThat(width.value()).isEqualTo(1);
    }

    @Test
    void itGrowsWithTheNetworkUpToN() {
        width.onSeen(hosts(0, 1));
        assertThat(width.value()).isEqualTo(2);
        width.onNeighbors(hosts(1, 2));
        assertThat(width.value()).isEqualTo(3);
        width.onNeighbors(hosts(1, 2, 3, 4));
        assertThat(width.value()).isEqualTo(3);
    }

    @Test
    void silenceDoesNotShrinkIt() {
        width.onNeighbors(hosts(1, 2));
        width.onNeighbors(hosts(1));
        width.onNeighbors(hosts());
        assertThat(width.value()).isEqualTo(3);
    }

    @Test
    void aGoodByeDoesOnceTheNodeHasGone() {
        width.onNeighbors(hosts(1, 2));
        width.onLeaving(host(2));
        width.onNeighbors(hosts(1, 2));
        assertThat(width.value()).isEqualTo(3);
        width.onNeighbors(hosts(1));
        assertThat(width.value()).isEqualTo(2);
        width.onSeen(hosts(0, 1, 2));
        assertThat(width.value()).as("an old answer does not bring it back").isEqualTo(2);
    }

    @Test
    void aLargeNetworkStaysAtNWhenANodeLeaves() {
        width.onNeighbors(hosts(1, 2, 3, 4));
        width.onLeaving(host(4));
        width.onNeighbors(hosts(1, 2, 3));
        assertThat(width.value()).isEqualTo(3);
    }

    @Test
    void whoeverComesBackCountsAgain() {
        width.onNeighbors(hosts(1, 2));
        width.onLeaving(host(2));
        width.onNeighbors(hosts(1));
        width.onNeighbors(hosts(1, 2));
        assertThat(width.value()).isEqualTo(3);
    }

    @Test
    void aCrashAtTheTimeOfAGoodByeDoesNotCountAsOne() {
        width.onNeighbors(hosts(1, 2));
        width.onLeaving(host(2));
        width.onNeighbors(hosts());
        assertThat(width.value()).isEqualTo(2);
    }

    private static Set<Address> hosts(int... numbers) {
        Set<Address> hosts = new LinkedHashSet<>();
        for (int number : numbers) {
            hosts.add(host(number));
        }
        return hosts;
    }

    private static Address host(int number) {
        return new Address("host" + number, 1);
    }
}
