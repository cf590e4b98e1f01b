package dev.trefoil.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class CensusTest {

    private final NodeRef one = node("10");
    private final NodeRef two = node("20");
    private final NodeRef three = node("f0");
    private final Census census = Census.of(List.of(three, one, two));

    @Test
    void itIsInTheOrderOfTheIdsAndGoesRound() {
        assertThat(census).containsExactly(one, two, three);
        assertThat(census.around(3)).isEqualTo(one);
        assertThat(census.around(-1)).isEqualTo(three);
    }

    @Test
    void theSuccessorOfAKeyIsAtOrAfterItAndTheFirstFollowsTheLast() {
        assertThat(census.successor(Key.ofHex("0f"))).isZero();
        assertThat(census.successor(Key.ofHex("10"))).isZero();
        assertThat(census.successor(Key.ofHex("11"))).isEqualTo(1);
        assertThat(census.successor(Key.ofHex("f0"))).isEqualTo(2);
        assertThat(census.successor(Key.ofHex("f1"))).isZero();
    }

    @Test
    void neighboursAreWalkedInBothDirectionsAndNeverReachTheMemberItself() {
        assertThat(census.after(1, 1)).containsExactly(three);
        assertThat(census.after(1, 9)).containsExactly(three, one);
        assertThat(census.before(0, 9)).containsExactly(three, two);
        assertThat(census.before(0, 0)).isEmpty();
    }

    @Test
    void twoMembersOfOneIdAreRefused() {
        assertThatThrownBy(() -> Census.of(List.of(one, new NodeRef(one.id(), two.address()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one id");
    }

    @Test
    void aMemberMoreOrLessMakesAnotherCensusInOrder() {
        NodeRef between = node("30");
        assertThat(census.with(between)).containsExactly(one, two, between, three);
        assertThat(census.with(node("ff"))).endsWith(node("ff"));
        assertThat(census.with(node("01"))).startsWith(node("01"));
        assertThat(census.with(between).without(between)).isEqualTo(census);
        assertThat(census.without(one)).containsExactly(two, three);
        assertThat(census.without(between)).isSameAs(census);
        assertThat(census.without(new NodeRef(one.id(), two.address()))).isSameAs(census);
        assertThat(census).containsExactly(one, two, three);
        assertThatThrownBy(() -> census.with(new NodeRef(one.id(), two.address())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static NodeRef node(String id) {
        return new NodeRef(Key.ofHex(id), new Address("host" + id, 1));
    }
}
