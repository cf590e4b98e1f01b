package dev.trefoil.node.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.UnavailableException;
import dev.trefoil.node.DhtNode;
import dev.trefoil.node.testing.FullMembership;
import dev.trefoil.node.testing.SimulatedNetwork;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Lookups of whole nodes, among the living and the silent. */
class LookupSimulationTest {

    private static final int SIZE = 12;

    private final FullMembership overlay = FullMembership.walking(2);
    private final SimulatedNetwork network = new SimulatedNetwork(7, overlay).start(SIZE);
    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void everyNodeLocatesEveryKeyAtTheSameHolders() {
        for (DhtNode node : network.nodes()) {
            Key key = KeySpace.FULL.random(random);
            Located located = network.await(node.locate(key));
            assertThat(located.holders()).isEqualTo(overlay.membership().holders(key, SIZE));
            assertThat(located.path()).doesNotContainAnyElementsOf(node.nodes());
        }
    }

    @Test
    void lookupsGoAroundSilentNodesAndSuspectThem() {
        DhtNode asker = network.node(0);
        List<NodeRef> ring = overlay.membership().from(self(asker).id());
        DhtNode silent = hostOf(ring.get(2));
        Key key = ring.get(6).id();
        network.crash(silent);
        Located located = network.await(asker.locate(key));
        assertThat(located.holders().get(0)).isEqualTo(ring.get(6));
        assertThat(located.path()).doesNotContain(ring.get(2));
        assertThat(overlay.suspectsOf(self(asker))).contains(ring.get(2));
    }

    @Test
    void aLookupThatComesToNothingFailsAfterItsAttempts() {
        DhtNode asker = network.node(0);
        List<NodeRef> ring = overlay.membership().from(self(asker).id());
        network.crash(hostOf(ring.get(1)));
        network.crash(hostOf(ring.get(2)));
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> network.await(asker.locate(ring.get(6).id())));
        assertThat(overlay.suspectsOf(self(asker))).contains(ring.get(1), ring.get(2));
    }

    @Test
    void aLookupSucceedsOnceTheTablesHaveHealed() {
        DhtNode asker = network.node(0);
        List<NodeRef> ring = overlay.membership().from(self(asker).id());
        DhtNode first = hostOf(ring.get(1));
        DhtNode second = hostOf(ring.get(2));
        network.crash(first);
        network.crash(second);
        var located = asker.locate(ring.get(6).id());
        network.time().runFor(Duration.ofSeconds(1));
        first.nodes().forEach(overlay::remove);
        second.nodes().forEach(overlay::remove);
        assertThat(network.await(located).holders().get(0)).isEqualTo(ring.get(6));
    }

    @Test
    void lookupsAreCountedWithTheirHops() {
        DhtNode asker = network.node(0);
        List<NodeRef> ring = overlay.membership().from(self(asker).id());
        int far = network.await(asker.locate(ring.get(9).id())).path().size();
        int near = network.await(asker.locate(ring.get(4).id())).path().size();
        assertThat(far).isGreaterThan(near);
        var status = network.await(asker.status());
        assertThat(status.lookupHopsMax()).isGreaterThanOrEqualTo(far);
        assertThat(status.lookups()).isGreaterThanOrEqualTo(2);
        assertThat(status.lookupHops()).isGreaterThanOrEqualTo(far + near);
    }

    private DhtNode hostOf(NodeRef node) {
        return network.nodes().stream()
                .filter(process -> process.address().equals(node.address()))
                .findFirst()
                .orElseThrow();
    }

    private static NodeRef self(DhtNode node) {
        return node.nodes().get(0);
    }
}
