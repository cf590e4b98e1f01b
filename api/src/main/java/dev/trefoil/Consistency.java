package dev.trefoil;

/**
 * How many of a key's N replicas must take part before an operation is complete.
 *
 * <p>A read and a write at {@link #QUORUM} share at least one replica, so the read sees the write as long as the
 * replica set holds still between the two (Gifford 1979; DeCandia et al. 2007, section 4.5).
 */
public enum Consistency {
    /** The first replica to answer. Fast, and may return an older value. */
    ONE,
    /** A majority: 2 of 3. */
    QUORUM,
    /** Every replica. One replica down and the operation fails. */
    ALL;

    /** How many of {@code replicas} must take part. */
    public int of(int replicas) {
        return switch (this) {
            case ONE -> 1;
            case QUORUM -> replicas / 2 + 1;
            case ALL -> replicas;
        };
    }
}
