package dev.trefoil.spi;

/** A store could not carry out a write, and what it held before is unchanged; or it cannot read what it holds. */
public final class StoreException extends RuntimeException {

    private final Reason reason;

    /** Tells what was to be stored and what stood in the way. */
    public StoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** As above, with the error beneath. */
    public StoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What stood in the way. */
    public Reason reason() {
        return reason;
    }

    /** What can stand in the way of storing. */
    public enum Reason {
        /** The store has reached its limit of entries or bytes, or the disk is full. Later, or elsewhere. */
        FULL,
        /** The entry, or the set it would grow, is larger than this store takes. */
        TOO_LARGE,
        /** The disk failed. */
        BROKEN,
        /** What is held in the slot is not what was written. Get it from another replica. */
        DAMAGED
    }
}
