package dev.trefoil.storage;

/**
 * A store in a directory could not be opened. Nothing in the directory was changed, and no lock is left behind; the
 * message says what to do.
 */
public final class StoreOpenException extends RuntimeException {

    private final Reason reason;

    StoreOpenException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    StoreOpenException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What stood in the way. */
    public Reason reason() {
        return reason;
    }

    /** What can stand in the way of opening a store. */
    public enum Reason {
        /** Another process, or this one, has it open. Close that one, or choose another directory. */
        IN_USE,
        /** It belongs to a node at another address. Listen there, or choose another directory. */
        OTHER_NODE,
        /** It belongs to another network, or to one with identifiers of another length. */
        OTHER_NETWORK,
        /** It was written by another version of this library, in a format that is not known here. */
        UNKNOWN_FORMAT,
        /** What tells whose it is cannot be read. Move it aside and start empty: the other nodes have copies. */
        DAMAGED,
        /** The JVM was started without the flags that mapped files need; the message names them. */
        JVM_FLAGS,
        /** The disk has no room to repair it or to make a new one. Nothing is lost: free some, and open it again. */
        NO_SPACE,
        /** The directory cannot be read or written. */
        UNREADABLE
    }
}
