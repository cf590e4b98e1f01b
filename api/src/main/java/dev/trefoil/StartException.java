package dev.trefoil;

/** A node could not start or could not join its network; it has released everything it held. */
public final class StartException extends DhtException {

    private final Reason reason;

    /** Tells what was tried, with which address, and what to do about it. */
    public StartException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** As above, with what went wrong beneath. */
    public StartException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What stood in the way. */
    public Reason reason() {
        return reason;
    }

    @Override
    public boolean isRetryable() {
        return reason == Reason.SEEDS_UNREACHABLE || reason == Reason.TIMED_OUT;
    }

    /** What can stand in the way of a start. */
    public enum Reason {
        /** The host of the node's own address is not known, or is not this machine's. */
        UNKNOWN_HOST,
        /** Another process listens on the node's own port. */
        ADDRESS_IN_USE,
        /** No seed answered. */
        SEEDS_UNREACHABLE,
        /** Something answers at the seed's address, but not a Trefoil node. */
        NOT_A_TREFOIL_NODE,
        /** The seed belongs to a network with another name, overlay, identifier length or replica count. */
        DIFFERENT_NETWORK,
        /** A living node at another address has this node's id. */
        DUPLICATE_ID,
        /** The network was reached, but joining did not end in time. */
        TIMED_OUT,
        /** The store on disk cannot be opened; the cause tells why, and what to do. */
        STORE_UNUSABLE
    }
}
