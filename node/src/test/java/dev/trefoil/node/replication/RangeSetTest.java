package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.KeySpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every arc, and every pair of sets of two arcs, of a circle of 16 points, against a plain set of points. */
class RangeSetTest {

    private static final KeySpace SPACE = new KeySpace(4);
    private static final List<Key> POINTS = points();
    private static final List<KeyRange> ARCS = arcs();

    private static List<Key> points() {
        List<Key> points = new ArrayList<>();
        Key point = Key.ZERO;
        for (int i = 0; i < 16; i++) {
            points.add(point);
            point = SPACE.next(point);
        }
        return points;
    }

    private static List<KeyRange> arcs() {
        List<KeyRange> arcs = new ArrayList<>();
        POINTS.forEach(after -> POINTS.forEach(upTo -> arcs.add(new KeyRange(after, upTo))));
        return arcs;
    }

    @Test
    void anArcHasItsPoints() {
        for (KeyRange arc : ARCS) {
            assertThat(pointsOf(RangeSet.of(arc))).isEqualTo(pointsOf(arc));
            assertThat(RangeSet.of(arc).isEmpty()).isFalse();
        }
        assertThat(RangeSet.ALL).isEqualTo(RangeSet.of(KeyRange.ALL));
        assertThat(pointsOf(RangeSet.EMPTY)).isEmpty();
    }

    @Test
    void sumsDifferencesAndIntersectionsAreThoseOfTheirPoints() {
        for (KeyRange one : ARCS) {
            for (KeyRange other : ARCS) {
                RangeSet left = RangeSet.of(one);
                RangeSet right = RangeSet.of(other);
                Set<Key> both = pointsOf(one);
                both.addAll(pointsOf(other));
                Set<Key> rest = pointsOf(one);
                rest.removeAll(pointsOf(other));
                Set<Key> common = pointsOf(one);
                common.retainAll(pointsOf(other));
                assertThat(pointsOf(left.plus(right))).isEqualTo(both);
                assertThat(pointsOf(left.minus(right))).isEqualTo(rest);
                assertThat(pointsOf(left.intersect(right))).isEqualTo(common);
                assertThat(left.covers(other)).isEqualTo(pointsOf(one).containsAll(pointsOf(other)));
                assertThat(left.minus(right).isEmpty()).isEqualTo(rest.isEmpty());
            }
        }
    }

    @Test
    void setsOfSeveralArcsAddUpAndCancelOut() {
        for (KeyRange one : ARCS) {
            for (KeyRange other : ARCS) {
                RangeSet difference = RangeSet.of(one).minus(other);
                assertThat(difference.plus(RangeSet.of(one).intersect(other))).isEqualTo(RangeSet.of(one));
                RangeSet rebuilt = RangeSet.EMPTY;
                for (KeyRange range : difference.ranges()) {
                    assertThat(difference.covers(range)).isTrue();
                    rebuilt = rebuilt.plus(range);
                }
                assertThat(rebuilt).isEqualTo(difference);
            }
        }
    }

    @Test
    void theArcsOfASetNeitherTouchNorOverlapNotEvenAcrossZero() {
        for (KeyRange one : ARCS) {
            for (KeyRange other : ARCS) {
                List<KeyRange> ranges = RangeSet.of(one).plus(other).ranges();
                assertThat(ranges).hasSizeLessThanOrEqualTo(2).isNotEmpty();
                if (ranges.size() == 2) {
                    assertThat(ranges.get(0).upTo()).isNotEqualTo(ranges.get(1).after());
                    assertThat(ranges.get(1).upTo()).isNotEqualTo(ranges.get(0).after());
                }
            }
        }
    }

    private static Set<Key> pointsOf(KeyRange arc) {
        return new TreeSet<>(POINTS.stream().filter(arc::contains).toList());
    }

    private static Set<Key> pointsOf(RangeSet set) {
        return new TreeSet<>(POINTS.stream().filter(set::contains).toList());
    }
}
