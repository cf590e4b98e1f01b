package dev.trefoil;

/** A key, value, element or payload has a size that is not allowed; nothing was sent. Do not retry: make it smaller. */
public final class LimitExceededException extends DhtException {

    /** Tells what is too large (or empty), how large it is and what is allowed. */
    public LimitExceededException(String message) {
        super(message);
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
