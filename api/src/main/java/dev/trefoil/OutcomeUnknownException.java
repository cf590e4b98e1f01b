package dev.trefoil;

/**
 * A write reached some replicas, or may have, but not as many as asked for before the deadline. It may be read later or
 * never. A put, remove, add or discard may simply be repeated; before a conditional write is repeated, read.
 */
public final class OutcomeUnknownException extends DhtException {

    private final transient Version version;

    /** Tells what was asked for, how many acknowledged and how many were needed, and the version that may appear. */
    public OutcomeUnknownException(String message, Version version) {
        super(message);
        this.version = version;
    }

    /** The version the write has, should it appear; {@link Version#NONE} if that is not known. */
    public Version version() {
        return version;
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
