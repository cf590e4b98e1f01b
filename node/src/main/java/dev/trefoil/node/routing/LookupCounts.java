package dev.trefoil.node.routing;

/**
 * How many lookups the application of one virtual node has started, and how far they went.
 *
 * @param lookups how many were started
 * @param hops how many hops those that ended took together
 * @param hopsMax how many the longest of them took
 */
public record LookupCounts(long lookups, long hops, int hopsMax) {

    /** Nothing counted yet. */
    public static final LookupCounts NONE = new LookupCounts(0, 0, 0);

    /** These and the others. */
    public LookupCounts plus(LookupCounts other) {
        return new LookupCounts(lookups + other.lookups, hops + other.hops, Math.max(hopsMax, other.hopsMax));
    }

    LookupCounts started() {
        return new LookupCounts(lookups + 1, hops, hopsMax);
    }

    LookupCounts ended(int took) {
        return new LookupCounts(lookups, hops + took, Math.max(hopsMax, took));
    }
}
