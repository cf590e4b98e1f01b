package dev.trefoil.spi;

/** Turns messages into bytes and back. Immutable, thread-safe. */
public interface Codec {

    /**
     * The message as a frame.
     *
     * @throws IllegalArgumentException if the message belongs to another protocol
     */
    Frame encode(Message message);

    /**
     * The message in a frame. Unknown fields are tolerated, so that versions can be mixed.
     *
     * @throws MalformedMessageException if the protocol or type is unknown, or the bytes are not such a message. The
     *     bytes come from a peer and may be anything
     */
    Message decode(Frame frame) throws MalformedMessageException;
}
