package dev.trefoil;

/**
 * Too few replicas could be reached, or none was found, before the deadline. A read has no answer; a write was
 * certainly not applied anywhere. Retry, best after a pause.
 */
public final class UnavailableException extends DhtException {

    /** Tells what was asked for, how many took part and how many were needed. */
    public UnavailableException(String message) {
        super(message);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
