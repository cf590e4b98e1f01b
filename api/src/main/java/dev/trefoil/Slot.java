package dev.trefoil;

import java.util.Comparator;

/**
 * The name under which a replica keeps one entry: the point on the circle, what kind of value it is, and the bytes the
 * user called it by.
 *
 * <p>The user's bytes are part of the name, so two names that hash to the same point of a small circle never overwrite
 * each other. A register and a set of the same name are two slots. Ordered by point, then kind, then bytes, so all
 * slots of an arc stand together.
 *
 * @param key the point; {@link KeySpace#place} of {@code name}
 * @param kind register or set
 * @param name the bytes the user named
 */
public record Slot(Key key, Kind kind, Bytes name) implements Comparable<Slot> {

    private static final Comparator<Slot> ORDER =
            Comparator.comparing(Slot::key).thenComparing(Slot::kind).thenComparing(Slot::name);

    /** The two kinds of value. Their order is part of the order of slots. */
    public enum Kind {
        /** One value; the newest write wins. */
        REGISTER,
        /** Many elements, each with its own version; merged by union. */
        SET
    }

    @Override
    public int compareTo(Slot other) {
        return ORDER.compare(this, other);
    }
}
