package dev.trefoil.chord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.NodeRef;
import dev.trefoil.chord.Invariant.Member;
import dev.trefoil.chord.Invariant.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The checker of the ring is checked itself: each property is found broken where it is, and nowhere else. */
class InvariantTest {

    private static final int R = 2;

    @Test
    void anIdealRingBreaksNothing() {
        for (int n = R + 1; n < 8; n++) {
            assertThat(broken(ideal(n))).isEmpty();
            assertThat(Invariant.of(ideal(n), R).principals()).isEqualTo(n);
        }
    }

    @Test
    void aMemberWithDeadSuccessorsOnlyHasNone() {
        assertThat(broken(with(ideal(5), 1, 8, 9)))
                .contains(Property.ONE_LIVE_SUCCESSOR)
                .doesNotContain(Property.ORDERED_SUCCESSOR_LISTS, Property.NO_DUPLICATES);
    }

    @Test
    void membersThatListsLeaveOutAreNotPrincipals() {
        List<Member> members = with(with(ideal(4), 0, 2, 3), 1, 3, 0);
        assertThat(Invariant.of(members, R).principals()).isEqualTo(2);
        assertThat(broken(members)).containsExactly(Property.SUFFICIENT_PRINCIPALS);
    }

    @Test
    void aNodeTwiceInAListIsADuplicate() {
        assertThat(broken(with(ideal(5), 1, 2, 2))).contains(Property.NO_DUPLICATES);
        assertThat(broken(with(ideal(5), 1, 2, 1))).contains(Property.NO_DUPLICATES);
    }

    @Test
    void aListThatTurnsBackIsNotOrdered() {
        assertThat(broken(with(ideal(5), 1, 4, 2)))
                .contains(Property.ORDERED_SUCCESSOR_LISTS)
                .doesNotContain(Property.NO_DUPLICATES);
    }

    @Test
    void whereEveryWalkEndsAtTheDeadThereIsNoRing() {
        assertThat(broken(List.of(member(0, 1, 2), member(1, 2, 8), member(2, 8, 9))))
                .contains(Property.AT_LEAST_ONE_RING, Property.CONNECTED_APPENDAGES)
                .doesNotContain(Property.AT_MOST_ONE_RING);
    }

    @Test
    void twoCyclesAreTwoRings() {
        List<Member> members = List.of(
                member(0, 2, 4), member(1, 3, 5), member(2, 4, 0), member(3, 5, 1), member(4, 0, 2), member(5, 1, 3));
        assertThat(broken(members))
                .contains(Property.AT_MOST_ONE_RING, Property.ORDERED_RING)
                .doesNotContain(Property.AT_LEAST_ONE_RING, Property.CONNECTED_APPENDAGES);
    }

    @Test
    void aRingThatGoesRoundTwiceIsNotOrdered() {
        List<Member> members =
                List.of(member(0, 2, 4), member(2, 4, 1), member(4, 1, 3), member(1, 3, 0), member(3, 0, 2));
        assertThat(broken(members))
                .contains(Property.ORDERED_RING)
                .doesNotContain(Property.AT_MOST_ONE_RING, Property.AT_LEAST_ONE_RING);
    }

    @Test
    void anAppendageThatLeadsToTheDeadIsNotConnected() {
        List<Member> members = with(ideal(4), 9, 10, 11);
        assertThat(broken(members)).contains(Property.CONNECTED_APPENDAGES, Property.ONE_LIVE_SUCCESSOR);
        assertThat(broken(with(ideal(4), 9, 0, 1))).isEmpty();
    }

    @Test
    void aPrincipalOnNoRingIsNoRingMember() {
        // On a ring in order every other member is skipped, so this takes principals without any ring.
        List<Member> members = List.of(member(0, 1, 2), member(1, 2, 8), member(2, 8, 9));
        assertThat(Invariant.of(members, R).principals()).isEqualTo(3);
        assertThat(broken(members)).contains(Property.PRINCIPALS_ARE_RING_MEMBERS);
    }

    @Test
    void aFailureMayNeitherTakeTheLastSuccessorNorTheLastPrincipal() {
        Invariant three = Invariant.of(ideal(3), R);
        assertThat(IntStream.range(0, 3)).noneMatch(i -> three.mayFail(Ids.node(i)));
        Invariant four = Invariant.of(ideal(4), R);
        assertThat(IntStream.range(0, 4)).allMatch(i -> four.mayFail(Ids.node(i)));
        Invariant oneLeft = Invariant.of(with(ideal(5), 0, 1), R);
        assertThat(oneLeft.mayFail(Ids.node(1))).isFalse();
        assertThat(oneLeft.mayFail(Ids.node(0))).isTrue();
    }

    private static List<Property> broken(List<Member> members) {
        Invariant invariant = Invariant.of(members, R);
        return Arrays.stream(Property.values())
                .filter(property -> invariant.breach(property).isPresent())
                .toList();
    }

    /** The members 0 to n - 1, each with its next two. */
    private static List<Member> ideal(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> member(i, (i + 1) % n, (i + 2) % n))
                .toList();
    }

    private static List<Member> with(List<Member> members, int self, int... successors) {
        List<Member> changed = new ArrayList<>(members);
        changed.removeIf(member -> member.self().equals(Ids.node(self)));
        changed.add(member(self, successors));
        return changed;
    }

    private static Member member(int self, int... successors) {
        List<NodeRef> list = Arrays.stream(successors).mapToObj(Ids::node).toList();
        return new Member(Ids.node(self), list);
    }
}
