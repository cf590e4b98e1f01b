package dev.trefoil.storage;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.Slot;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;

/** The part of a sorted table that lies on an arc of the circle. */
final class Arc {

    private static final Key ONE = Key.powerOfTwo(0);

    private Arc() {}

    /** What {@code all} has in {@code range}, clockwise from its start: two views if the arc passes zero, else one. */
    static <V> List<NavigableMap<Slot, V>> of(NavigableMap<Slot, V> all, KeyRange range) {
        boolean passesZero = range.after().compareTo(range.upTo()) >= 0;
        return passesZero
                ? List.of(after(all, range.after()), upTo(all, range.upTo()))
                : List.of(upTo(after(all, range.after()), range.upTo()));
    }

    /** The slots of all keys greater than {@code key}. */
    private static <V> NavigableMap<Slot, V> after(NavigableMap<Slot, V> all, Key key) {
        Key next = key.plus(ONE);
        return next.equals(Key.ZERO) ? Collections.emptyNavigableMap() : all.tailMap(firstOf(next), true);
    }

    /** The slots of all keys up to and including {@code key}. */
    private static <V> NavigableMap<Slot, V> upTo(NavigableMap<Slot, V> all, Key key) {
        Key next = key.plus(ONE);
        return next.equals(Key.ZERO) ? all : all.headMap(firstOf(next), false);
    }

    /** The first of all slots that a key can have. */
    private static Slot firstOf(Key key) {
        return new Slot(key, Slot.Kind.REGISTER, Bytes.EMPTY);
    }
}
