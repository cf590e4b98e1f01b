package dev.trefoil;

/**
 * The arc of the circle from just after one point up to and including another: never empty, and the whole circle when
 * both ends are the same point.
 *
 * @param after the excluded start
 * @param upTo the included end, clockwise of {@code after}
 */
public record KeyRange(Key after, Key upTo) {

    /** The whole circle. */
    public static final KeyRange ALL = new KeyRange(Key.ZERO, Key.ZERO);

    /** Whether {@code key} lies on this arc. */
    public boolean contains(Key key) {
        return key.isBetween(after, upTo);
    }

    /** Whether this arc is the whole circle. */
    public boolean isAll() {
        return after.equals(upTo);
    }

    /** Whether every point of {@code other} lies on this arc. */
    public boolean contains(KeyRange other) {
        if (isAll()) {
            return true;
        }
        Key startOffset = after.distanceTo(other.after);
        Key length = after.distanceTo(upTo);
        return !other.isAll()
                && startOffset.compareTo(length) < 0
                && other.after.distanceTo(other.upTo).compareTo(other.after.distanceTo(upTo)) <= 0;
    }

    @Override
    public String toString() {
        return "(" + after + ", " + upTo + "]";
    }
}
