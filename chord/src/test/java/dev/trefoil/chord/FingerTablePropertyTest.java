package dev.trefoil.chord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The finger table against a naive twin that keeps all m entries. */
class FingerTablePropertyTest {

    @Provide
    Arbitrary<List<NodeRef>> rings() {
        return Ids.rings(1, 20);
    }

    @Provide
    Arbitrary<List<NodeRef>> chains() {
        return Ids.chains();
    }

    @Property(tries = 300)
    void oneRoundOfLookupsMakesTheTableRightWhateverItHeldBefore(
            @ForAll("rings") List<NodeRef> ring,
            @ForAll @IntRange(min = 0, max = 63) int which,
            @ForAll("chains") List<NodeRef> rubbish,
            @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 5) Integer> targets) {
        NodeRef self = ring.get(which % ring.size());
        FingerTable table = FingerTable.empty(self.id());
        for (int i = 0; i < Math.min(rubbish.size(), targets.size()); i++) {
            table = table.with(Ids.SPACE.ahead(self.id(), targets.get(i)), rubbish.get(i));
        }
        for (int i = 0; i < Ids.SPACE.bits(); i++) {
            Key target = Ids.SPACE.ahead(self.id(), i);
            table = table.with(target, Ids.clockwise(ring, target).get(0));
        }
        assertThat(table.nodes()).isEqualTo(naive(ring, self));
    }

    @Property(tries = 300)
    void skippingTheFingersThatAnAnswerCoversGivesTheSameTableWithAtMostOneLookupForEachDistinctFinger(
            @ForAll("rings") List<NodeRef> ring, @ForAll @IntRange(min = 0, max = 63) int which) {
        NodeRef self = ring.get(which % ring.size());
        FingerTable table = FingerTable.empty(self.id());
        int lookups = 0;
        for (int i = 0; i < Ids.SPACE.bits(); lookups++) {
            Key target = Ids.SPACE.ahead(self.id(), i);
            NodeRef found = Ids.clockwise(ring, target).get(0);
            table = table.with(target, found);
            i = FingerTable.nextDistinct(self.id(), Ids.SPACE, i + 1, found.id());
        }
        assertThat(table.nodes()).isEqualTo(naive(ring, self));
        assertThat(lookups).isLessThanOrEqualTo(table.nodes().size() + 1);
    }

    @Property(tries = 300)
    void theTableNeverHoldsMoreThanOneNodeForEachPowerOfTwoWhateverItIsTold(
            @ForAll @IntRange(min = 0, max = 63) int id,
            @ForAll("chains") List<NodeRef> told,
            @ForAll @Size(12) List<@IntRange(min = 0, max = 5) Integer> targets) {
        NodeRef self = Ids.node(id);
        FingerTable table = FingerTable.empty(self.id());
        for (int i = 0; i < told.size(); i++) {
            table = table.with(Ids.SPACE.ahead(self.id(), targets.get(i)), told.get(i));
        }
        List<Integer> powers = table.nodes().stream()
                .map(node -> Math.floorMod(Ids.number(node.id()) - id, 64))
                .map(distance -> 31 - Integer.numberOfLeadingZeros(distance))
                .toList();
        assertThat(powers).doesNotHaveDuplicates().isSorted();
        assertThat(table.nodes()).doesNotContain(self);
    }

    @Property(tries = 300)
    void aNodeThatIsGoneIsNoFinger(@ForAll("rings") List<NodeRef> ring, @ForAll @IntRange(min = 0, max = 5) int which) {
        NodeRef self = ring.get(0);
        FingerTable table = Ids.fingers(ring, self);
        if (table.nodes().isEmpty()) {
            return;
        }
        NodeRef gone = table.nodes().get(which % table.nodes().size());
        List<NodeRef> rest = new ArrayList<>(table.nodes());
        rest.remove(gone);
        assertThat(table.without(gone).nodes()).isEqualTo(rest);
    }

    /** finger[i] = successor(self + 2^i) for every i; the distinct ones in order. */
    private static List<NodeRef> naive(List<NodeRef> ring, NodeRef self) {
        Set<NodeRef> fingers = new LinkedHashSet<>();
        for (int i = 0; i < Ids.SPACE.bits(); i++) {
            fingers.add(Ids.clockwise(ring, Ids.SPACE.ahead(self.id(), i)).get(0));
        }
        fingers.remove(self);
        return List.copyOf(fingers);
    }
}
