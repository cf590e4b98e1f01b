package dev.trefoil.spi;

/** Bytes from a peer are not the message they claim to be. The message is dropped, the sender told. */
public final class MalformedMessageException extends Exception {

    /** Tells what was expected; never quotes the bytes. */
    public MalformedMessageException(String message) {
        super(message);
    }

    /** As above, with what the decoder found. */
    public MalformedMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
