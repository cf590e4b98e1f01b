package dev.trefoil;

/**
 * An operation that did not end as it should. The subclasses say what is certain and what the caller may do next.
 */
public abstract class DhtException extends RuntimeException {

    DhtException(String message) {
        super(message);
    }

    DhtException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether the same call may succeed later without anything being changed. */
    public abstract boolean isRetryable();
}
