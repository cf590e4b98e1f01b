package dev.trefoil.transport.inmem;

import dev.trefoil.spi.Codec;
import dev.trefoil.spi.Frame;
import dev.trefoil.spi.MalformedMessageException;
import dev.trefoil.spi.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message as it travels: by reference, or as the frame its sender's codec made of it.
 *
 * @param message what was sent
 * @param frame the encoded message; null if messages travel by reference
 */
record Parcel(Message message, @Nullable Frame frame) {

    /**
     * Packs a message as {@code options} demand.
     *
     * @throws MalformedMessageException if it is longer than the options allow
     * @throws IllegalStateException if the sender's own codec cannot write it, or reads back another message
     */
    static Parcel pack(Message message, Codec codec, NetworkOptions options) throws MalformedMessageException {
        if (!options.reencoding()) {
            return new Parcel(message, null);
        }
        Frame frame = encode(message, codec);
        if (frame.payload().length() > options.maxMessageBytes()) {
            throw new MalformedMessageException(message.getClass().getSimpleName() + " has "
                    + frame.payload().length() + " bytes, over the limit of " + options.maxMessageBytes());
        }
        return new Parcel(message, frame);
    }

    /**
     * The message as the receiver sees it.
     *
     * @throws MalformedMessageException if the receiver's codec cannot read it
     */
    Message unpack(Codec codec) throws MalformedMessageException {
        return frame == null ? message : codec.decode(frame);
    }

    private static Frame encode(Message message, Codec codec) {
        String name = message.getClass().getName();
        try {
            Frame frame = codec.encode(message);
            Message copy = codec.decode(frame);
            if (!copy.equals(message)) {
                throw new IllegalStateException(name + " changes on its way: sent " + message + ", read " + copy);
            }
            return frame;
        } catch (MalformedMessageException | IllegalArgumentException e) {
            throw new IllegalStateException(name + " does not survive its own codec", e);
        }
    }
}
