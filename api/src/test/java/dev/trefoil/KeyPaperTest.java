package dev.trefoil;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The axioms of identifier spaces, for every choice of points on circles of 2, 4, 8 and 16: A1 to A5 of Zave 2017, and
 * the four that Ivy's Chord model demands of a ring order.
 */
class KeyPaperTest {

    private static final int LARGEST_M = 4;

    interface Four {
        void check(Key a, Key b, Key c, Key x);
    }

    @Test
    void a1FromAPointAllTheWayRoundEveryOtherPointIsBetween() {
        forAll((a, b, c, x) -> {
            if (!a.equals(b)) {
                assertThat(between(a, b, a)).isTrue();
            }
        });
    }

    @Test
    void a2IncludedIsBetweenOrAtAnEnd() {
        forAll((a, b, c, x) -> assertThat(included(a, x, b)).isEqualTo(between(a, x, b) || x.equals(a) || x.equals(b)));
    }

    @Test
    void a3WhatIsNotBetweenIsOnTheOtherArc() {
        forAll((a, b, c, x) -> {
            if (!a.equals(b)) {
                assertThat(!between(a, x, b)).isEqualTo(included(b, x, a));
            }
        });
    }

    @Test
    void a4TwoArcsInARowShareOnlyTheirCommonEnd() {
        forAll((a, b, c, x) -> {
            // If a and c are one point, the two arcs close the circle and meet there as well.
            if (!a.equals(c) && between(a, b, c) && included(a, x, b) && included(b, x, c)) {
                assertThat(x).isEqualTo(b);
            }
        });
    }

    @Test
    void a5WhatTwoArcsInARowDoNotSkipIsTheirEndOrOnTheThird() {
        forAll((a, b, c, x) -> {
            boolean distinct = !a.equals(b) && !b.equals(c) && !c.equals(a);
            if (distinct && !between(a, x, b) && !between(b, x, c)) {
                assertThat(List.of(a, b, c).contains(x) || between(c, x, a)).isTrue();
            }
        });
    }

    @Test
    void ivyTransitive() {
        forAll((w, x, y, z) -> {
            if (between(w, x, y) && between(w, y, z)) {
                assertThat(between(w, x, z)).isTrue();
            }
        });
    }

    @Test
    void ivyAcyclic() {
        forAll((w, x, y, z) -> assertThat(between(w, x, y) && between(w, y, x)).isFalse());
    }

    @Test
    void ivyTotal() {
        forAll((w, x, y, z) -> assertThat(between(w, x, y) || between(w, y, x) || w.equals(x) || x.equals(y))
                .isTrue());
    }

    @Test
    void ivyCyclic() {
        forAll((x, y, z, any) -> {
            if (between(x, y, z) && !x.equals(z)) {
                assertThat(between(y, z, x)).isTrue();
            }
        });
    }

    @Test
    void theHalfOpenArcIsTheOpenOneAndItsEnd() {
        forAll((a, b, c, x) -> assertThat(x.isBetween(a, b)).isEqualTo(between(a, x, b) || x.equals(b) || a.equals(b)));
    }

    @Test
    void walkingClockwiseMeetsExactlyThePointsOfTheArc() {
        for (int m = 1; m <= LARGEST_M; m++) {
            Key step = Key.powerOfTwo(Key.BITS - m);
            for (Key after : circle(m)) {
                for (Key upTo : circle(m)) {
                    List<Key> met = new ArrayList<>();
                    Key here = after;
                    do {
                        here = here.plus(step);
                        met.add(here);
                    } while (!here.equals(upTo));
                    assertThat(circle(m).stream().filter(key -> key.isBetween(after, upTo)))
                            .containsExactlyInAnyOrderElementsOf(met);
                }
            }
        }
    }

    /** The open arc: x strictly inside, from a clockwise to b. */
    private static boolean between(Key a, Key x, Key b) {
        return x.isStrictlyBetween(a, b);
    }

    /** The closed arc, made of the half-open one and its start. */
    private static boolean included(Key a, Key x, Key b) {
        return x.equals(a) || x.isBetween(a, b);
    }

    private static void forAll(Four property) {
        for (int m = 1; m <= LARGEST_M; m++) {
            List<Key> circle = circle(m);
            for (Key a : circle) {
                for (Key b : circle) {
                    for (Key c : circle) {
                        circle.forEach(x -> property.check(a, b, c, x));
                    }
                }
            }
        }
    }

    /** All points of m bits. */
    private static List<Key> circle(int m) {
        return LongStream.range(0, 1L << m)
                .mapToObj(number -> new Key(number << (Long.SIZE - m), 0, 0))
                .toList();
    }
}
