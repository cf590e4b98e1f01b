package dev.trefoil.node.replication;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A set of points of the circle, as few arcs as can be. Immutable.
 *
 * <p>Inside, the circle is cut open at zero, and the set is a list of closed stretches from left to right that neither
 * touch nor overlap: a stretch has no empty or whole form to mistake for each other, as an arc does.
 */
final class RangeSet {

    private static final Key ONE = Key.powerOfTwo(0);
    private static final Key LAST = Key.ZERO.minus(ONE);

    static final RangeSet EMPTY = new RangeSet(List.of());
    static final RangeSet ALL = of(KeyRange.ALL);

    private final List<Stretch> stretches;

    private RangeSet(List<Stretch> stretches) {
        this.stretches = List.copyOf(stretches);
    }

    /** The points of one arc. */
    static RangeSet of(KeyRange range) {
        if (range.isAll()) {
            return new RangeSet(List.of(new Stretch(Key.ZERO, LAST)));
        }
        Key first = range.after().plus(ONE);
        if (first.compareTo(range.upTo()) <= 0) {
            return new RangeSet(List.of(new Stretch(first, range.upTo())));
        }
        return new RangeSet(List.of(new Stretch(Key.ZERO, range.upTo()), new Stretch(first, LAST)));
    }

    boolean isEmpty() {
        return stretches.isEmpty();
    }

    boolean contains(Key key) {
        return stretches.stream().anyMatch(stretch -> stretch.contains(key));
    }

    /** Whether every point of {@code range} is in this set. */
    boolean covers(KeyRange range) {
        return of(range).minus(this).isEmpty();
    }

    /** The points that are in this set, in the other, or in both. */
    RangeSet plus(RangeSet other) {
        TreeMap<Key, Key> lastByFirst = new TreeMap<>();
        stretches.forEach(stretch -> lastByFirst.put(stretch.first, stretch.last));
        other.stretches.forEach(stretch -> lastByFirst.merge(stretch.first, stretch.last, RangeSet::later));
        List<Stretch> joined = new ArrayList<>();
        for (Map.Entry<Key, Key> next : lastByFirst.entrySet()) {
            Stretch before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (before != null && before.reaches(next.getKey())) {
                joined.set(joined.size() - 1, new Stretch(before.first, later(before.last, next.getValue())));
            } else {
                joined.add(new Stretch(next.getKey(), next.getValue()));
            }
        }
        return new RangeSet(joined);
    }

    /** The points that are in this set and not in the other. */
    RangeSet minus(RangeSet other) {
        List<Stretch> left = stretches;
        for (Stretch hole : other.stretches) {
            List<Stretch> next = new ArrayList<>();
            left.forEach(stretch -> stretch.without(hole, next));
            left = next;
        }
        return new RangeSet(left);
    }

    /** The points that are in both. */
    RangeSet intersect(RangeSet other) {
        return minus(minus(other));
    }

    RangeSet plus(KeyRange range) {
        return plus(of(range));
    }

    RangeSet minus(KeyRange range) {
        return minus(of(range));
    }

    RangeSet intersect(KeyRange range) {
        return intersect(of(range));
    }

    /** The arcs of this set, clockwise; one that passes zero comes last and is not cut there. */
    List<KeyRange> ranges() {
        if (stretches.isEmpty()) {
            return List.of();
        }
        List<KeyRange> ranges = new ArrayList<>();
        stretches.forEach(stretch -> ranges.add(stretch.range()));
        Stretch first = stretches.get(0);
        Stretch last = stretches.get(stretches.size() - 1);
        if (stretches.size() > 1 && first.first.equals(Key.ZERO) && last.last.equals(LAST)) {
            ranges.remove(0);
            ranges.set(ranges.size() - 1, new KeyRange(last.first.minus(ONE), first.last));
        }
        return ranges;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RangeSet set && stretches.equals(set.stretches);
    }

    @Override
    public int hashCode() {
        return stretches.hashCode();
    }

    @Override
    public String toString() {
        return ranges().toString();
    }

    private static Key later(Key one, Key other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** The points from {@code first} to {@code last}, both included, without passing zero. */
    private record Stretch(Key first, Key last) {

        boolean contains(Key key) {
            return first.compareTo(key) <= 0 && key.compareTo(last) <= 0;
        }

        /** Whether a stretch that begins at {@code next}, not before this one, overlaps or touches it. */
        boolean reaches(Key next) {
            return last.equals(LAST) || next.compareTo(last.plus(ONE)) <= 0;
        }

        void without(Stretch hole, List<Stretch> rest) {
            if (hole.last.compareTo(first) < 0 || last.compareTo(hole.first) < 0) {
                rest.add(this);
                return;
            }
            if (first.compareTo(hole.first) < 0) {
                rest.add(new Stretch(first, hole.first.minus(ONE)));
            }
            if (hole.last.compareTo(last) < 0) {
                rest.add(new Stretch(hole.last.plus(ONE), last));
            }
        }

        KeyRange range() {
            return first.equals(Key.ZERO) && last.equals(LAST) ? KeyRange.ALL : new KeyRange(first.minus(ONE), last);
        }
    }
}
