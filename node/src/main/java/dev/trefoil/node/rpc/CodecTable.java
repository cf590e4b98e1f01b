package dev.trefoil.node.rpc;

import dev.trefoil.spi.Codec;
import dev.trefoil.spi.Frame;
import dev.trefoil.spi.MalformedMessageException;
import dev.trefoil.spi.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The codec of a whole node: one per protocol, found by the protocol's name.
 *
 * <p>The messages of a network carry the network's fingerprint with the name of their protocol, so a message that strays
 * in from another network is as unreadable as garbage. Only what strangers say to each other ({@link Builder#open})
 * goes without. Immutable, thread-safe.
 */
public final class CodecTable implements Codec {

    private static final char SEPARATOR = '/';

    private final String prefix;
    private final Map<String, Codec> protocols;
    private final Map<String, Codec> openProtocols;
    private final Map<Class<?>, Codec> byMessage = new ConcurrentHashMap<>();

    private CodecTable(String fingerprint, Map<String, Codec> protocols, Map<String, Codec> openProtocols) {
        this.prefix = fingerprint + SEPARATOR;
        this.protocols = new LinkedHashMap<>(protocols);
        this.openProtocols = new LinkedHashMap<>(openProtocols);
    }

    /** Starts a table for the network with this fingerprint. */
    public static Builder of(String fingerprint) {
        return new Builder(fingerprint);
    }

    @Override
    public Frame encode(Message message) {
        Codec known = byMessage.get(message.getClass());
        if (known == null) {
            known = find(message);
            byMessage.put(message.getClass(), known);
        }
        Frame frame = known.encode(message);
        return openProtocols.containsKey(frame.protocol())
                ? frame
                : new Frame(prefix + frame.protocol(), frame.type(), frame.payload());
    }

    @Override
    public Message decode(Frame frame) throws MalformedMessageException {
        String name = frame.protocol();
        Codec open = openProtocols.get(name);
        if (open != null) {
            return open.decode(frame);
        }
        if (!name.startsWith(prefix)) {
            throw new MalformedMessageException("a message of another network, or of none");
        }
        String protocol = name.substring(prefix.length());
        Codec codec = protocols.get(protocol);
        if (codec == null) {
            throw new MalformedMessageException("a message of a protocol that is not spoken here");
        }
        return codec.decode(new Frame(protocol, frame.type(), frame.payload()));
    }

    /** Asks each codec in turn; done once for each type of message. */
    private Codec find(Message message) {
        for (Map<String, Codec> table : List.of(protocols, openProtocols)) {
            for (Map.Entry<String, Codec> row : table.entrySet()) {
                if (writes(row.getValue(), row.getKey(), message)) {
                    return row.getValue();
                }
            }
        }
        throw new IllegalArgumentException(
                "no protocol of this node has the message " + message.getClass().getName());
    }

    private static boolean writes(Codec codec, String name, Message message) {
        try {
            return codec.encode(message).protocol().equals(name);
        } catch (IllegalArgumentException notIts) {
            return false;
        }
    }

    /** Collects the protocols of a node. */
    public static final class Builder {

        private final String fingerprint;
        private final Map<String, Codec> protocols = new LinkedHashMap<>();
        private final Map<String, Codec> openProtocols = new LinkedHashMap<>();

        private Builder(String fingerprint) {
            this.fingerprint = fingerprint;
        }

        /** Adds the codec of a protocol that the members of the network speak to each other. */
        public Builder members(String protocol, Codec codec) {
            return add(protocols, protocol, codec);
        }

        /** Adds the codec of a protocol in which nodes find out whether they are of the same network. */
        public Builder open(String protocol, Codec codec) {
            return add(openProtocols, protocol, codec);
        }

        /** The finished table. */
        public CodecTable build() {
            return new CodecTable(fingerprint, protocols, openProtocols);
        }

        private Builder add(Map<String, Codec> table, String protocol, Codec codec) {
            if (protocols.containsKey(protocol) || openProtocols.containsKey(protocol)) {
                throw new IllegalArgumentException("there is a protocol '" + protocol + "' already");
            }
            table.put(protocol, codec);
            return this;
        }
    }
}
