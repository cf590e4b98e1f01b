package dev.trefoil.chord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import dev.trefoil.NodeRef;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The successor list against a naive twin, and whatever a peer may say. */
class SuccessorListPropertyTest {

    @Provide
    Arbitrary<List<NodeRef>> chains() {
        return Ids.chains();
    }

    @Provide
    Arbitrary<List<NodeRef>> rings() {
        return Ids.rings(1, 12);
    }

    @Property(tries = 300)
    void whateverIsOfferedTheListIsOrderedAndHoldsNeitherItselfNorANodeTwice(
            @ForAll @IntRange(min = 0, max = 63) int self,
            @ForAll("chains") List<NodeRef> offered,
            @ForAll @IntRange(min = 2, max = 6) int limit) {
        NodeRef node = Ids.node(self);
        List<NodeRef> nodes = SuccessorList.copied(node, limit, offered).nodes();

        assertThat(nodes).hasSizeLessThanOrEqualTo(limit).doesNotContain(node).doesNotHaveDuplicates();
        assertThat(nodes).isSortedAccordingTo((a, b) -> distance(node, a) - distance(node, b));
        assertThat(Ids.startsWith(offered, nodes)).isTrue();
    }

    @Property(tries = 300)
    void onAnIdealRingTheSuccessorsOfferIsTheListOneStepBack(
            @ForAll("rings") List<NodeRef> ring,
            @ForAll @IntRange(min = 0, max = 63) int which,
            @ForAll @IntRange(min = 2, max = 6) int limit) {
        NodeRef self = ring.get(which % ring.size());
        List<NodeRef> others = Ids.after(ring, self);
        if (others.isEmpty()) {
            return;
        }
        NodeRef successor = others.get(0);
        SuccessorList list = SuccessorList.copied(self, limit, List.of())
                .following(successor, Ids.successors(ring, successor, limit).offered());

        assertThat(list.nodes()).isEqualTo(others.subList(0, Math.min(limit, others.size())));
        assertThat(list.closed()).isEqualTo(others.size() < limit);
    }

    @Property(tries = 300)
    void aNewcomerCopiesTheRingFromTheMemberBeforeIt(
            @ForAll("rings") List<NodeRef> ring,
            @ForAll @IntRange(min = 0, max = 63) int id,
            @ForAll @IntRange(min = 2, max = 6) int limit) {
        NodeRef self = Ids.node(id);
        if (ring.stream().anyMatch(node -> node.id().equals(self.id()))) {
            return;
        }
        List<NodeRef> all = Ids.clockwise(ring, self.id());
        NodeRef before = all.get(all.size() - 1);
        SuccessorList list = SuccessorList.copied(
                self, limit, Ids.successors(ring, before, limit).offered());

        assertThat(list.nodes()).isEqualTo(all.subList(0, Math.min(limit, all.size())));
    }

    @Property(tries = 300)
    void aSuccessorThatHasLostItsNeighboursTakesOursNotAway(
            @ForAll("rings") List<NodeRef> ring,
            @ForAll @IntRange(min = 0, max = 63) int which,
            @ForAll @IntRange(min = 2, max = 6) int limit) {
        NodeRef self = ring.get(which % ring.size());
        List<NodeRef> others = Ids.after(ring, self);
        if (others.size() < 2) {
            return;
        }
        NodeRef alone = others.get(0);
        SuccessorList ours = Ids.successors(ring, self, limit);

        assertThat(ours.following(alone, List.of(alone)).nodes()).isEqualTo(ours.nodes());
        assertThat(ours.withoutFirst().following(alone, List.of(alone)).nodes()).isEqualTo(ours.nodes());
        assertThat(ours.following(alone, List.of(self, alone)).nodes())
                .as("it knows us, and so that we are the only two")
                .containsExactly(alone);
    }

    @Property(tries = 300)
    void aSuccessorThatHasNotHeardOfUsStillTellsOfAllTheOthersItKnows(
            @ForAll("rings") List<NodeRef> ring, @ForAll @IntRange(min = 0, max = 63) int which) {
        NodeRef self = ring.get(which % ring.size());
        List<NodeRef> others = Ids.after(ring, self);
        if (others.size() < 4) {
            return;
        }
        int limit = ring.size();
        NodeRef successor = others.get(0);
        NodeRef last = others.get(others.size() - 1);
        SuccessorList ours = SuccessorList.copied(self, limit, List.of(successor, last));
        List<NodeRef> offered = new ArrayList<>(others.subList(1, others.size() - 1));
        offered.add(successor);

        assertThat(ours.following(successor, offered).nodes()).isEqualTo(others);
    }

    /** Zave fills up with identifiers that are treated as dead; we leave them out, and nothing else differs. */
    @Property(tries = 300)
    void leavingPlaceholdersOutIsTheSameAsFillingUpWithThemAndIgnoringThem(
            @ForAll("rings") List<NodeRef> ring,
            @ForAll @IntRange(min = 0, max = 63) int which,
            @ForAll @IntRange(min = 2, max = 4) int limit,
            @ForAll @IntRange(min = 0, max = 3) int deaths) {
        NodeRef self = ring.get(which % ring.size());
        if (ring.size() <= limit + 1) {
            return;
        }
        SuccessorList list = Ids.successors(ring, self, limit);
        List<NodeRef> padded = new ArrayList<>(list.nodes());
        for (int i = 0; i < Math.min(deaths, limit); i++) {
            list = list.withoutFirst();
            padded.remove(0);
            padded.add(placeholder(padded.isEmpty() ? self : padded.get(padded.size() - 1)));
        }
        padded.removeIf(node -> node.address().host().equals("nobody"));

        assertThat(list.nodes()).isEqualTo(padded);
        assertThat(list.closed()).isFalse();
        assertThat(list.offered()).doesNotContain(self);
    }

    private static NodeRef placeholder(NodeRef last) {
        return new NodeRef(Ids.SPACE.next(last.id()), new Address("nobody", 1));
    }

    private static int distance(NodeRef from, NodeRef to) {
        return Math.floorMod(Ids.number(to.id()) - Ids.number(from.id()), 64);
    }
}
