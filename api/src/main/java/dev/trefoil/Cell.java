package dev.trefoil;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * One write as a replica keeps it: a value or its deletion, the version that orders it, and when it expires.
 *
 * <p>A cell without a value is a tombstone. An expired cell is read as absent, but like a tombstone it is kept for a
 * grace period so that an older copy elsewhere cannot come back.
 *
 * @param version orders this write among all writes of the same name
 * @param value the bytes written; empty for a deletion. The element itself is the name of a set's cell, whose value is
 *     {@link Bytes#EMPTY}
 * @param expiresAtMillis absolute time of expiry in milliseconds since 1970, or {@link #NEVER}. Copying never moves it
 */
public record Cell(Version version, Optional<Bytes> value, long expiresAtMillis) {

    /** The expiry of a cell that stays until it is overwritten. */
    public static final long NEVER = Long.MAX_VALUE;

    /**
     * By version; and because a faulty clock or a restored disk can produce the same version twice, then a deletion
     * over a value, the later expiry, and the greater bytes. Total, so replicas never disagree about the winner.
     */
    private static final Comparator<Cell> ORDER = Comparator.comparing(Cell::version)
            .thenComparing(Cell::isDeletion)
            .thenComparing(Cell::expiresAtMillis)
            .thenComparing(cell -> cell.value.orElse(Bytes.EMPTY));

    /** A value that stays until it is overwritten. */
    public static Cell of(Version version, Bytes value) {
        return new Cell(version, Optional.of(value), NEVER);
    }

    /** The deletion of whatever was there. */
    public static Cell deletion(Version version) {
        return new Cell(version, Optional.empty(), NEVER);
    }

    /** Whether this is a tombstone. */
    public boolean isDeletion() {
        return value.isEmpty();
    }

    /** Whether a reader at {@code now} sees the value: neither deleted nor expired. */
    public boolean isLive(Instant now) {
        return value.isPresent() && now.toEpochMilli() < expiresAtMillis;
    }

    /** When the value expires; empty if never. */
    public Optional<Instant> expiry() {
        return expiresAtMillis == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expiresAtMillis));
    }

    /** The newer of the two: commutative, associative and idempotent. */
    public Cell merge(Cell other) {
        return ORDER.compare(this, other) >= 0 ? this : other;
    }
}
