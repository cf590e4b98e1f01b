package dev.trefoil;

/** The message reached the key's root, but no application of that name is attached there, or it gave no answer. */
public final class NoApplicationException extends DhtException {

    /** Tells the application's name and the root. */
    public NoApplicationException(String message) {
        super(message);
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
