package dev.trefoil.spi;

import dev.trefoil.Bytes;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The codec of one protocol as a table: message type, number, and how to write and read its bytes.
 *
 * <p>Every protocol would otherwise repeat it, and each would have to remember that a reader meets hostile bytes: here,
 * whatever a reader throws is a {@link MalformedMessageException}. Filled once, then immutable and thread-safe.
 */
public final class MessageTable implements Codec {

    private final String protocol;
    private final Map<Class<? extends Message>, Row<?>> byClass = new LinkedHashMap<>();
    private final Map<Integer, Row<?>> byType = new HashMap<>();

    private MessageTable(String protocol) {
        this.protocol = protocol;
    }

    /** Starts the table of {@code protocol}. */
    public static Builder of(String protocol) {
        return new Builder(new MessageTable(protocol));
    }

    /** The messages of this protocol, in the order they were added. */
    public Set<Class<? extends Message>> messages() {
        return Collections.unmodifiableSet(byClass.keySet());
    }

    @Override
    public Frame encode(Message message) {
        Row<?> row = byClass.get(message.getClass());
        if (row == null) {
            throw new IllegalArgumentException(
                    message.getClass().getName() + " is not a message of protocol '" + protocol + "'");
        }
        return new Frame(protocol, row.type, row.write(message));
    }

    @Override
    public Message decode(Frame frame) throws MalformedMessageException {
        Row<?> row = protocol.equals(frame.protocol()) ? byType.get(frame.type()) : null;
        if (row == null) {
            throw new MalformedMessageException("protocol '" + protocol + "' has no message of type " + frame.type());
        }
        try {
            return row.reader.read(frame.payload());
        } catch (MalformedMessageException e) {
            throw e;
        } catch (Exception e) {
            throw new MalformedMessageException("not a readable " + row.message.getSimpleName(), e);
        }
    }

    /**
     * Reads one type of message.
     *
     * @param <M> the message
     */
    @FunctionalInterface
    public interface Reader<M extends Message> {

        /** The message in {@code payload}; may throw anything if there is none. */
        M read(Bytes payload) throws Exception;
    }

    private record Row<M extends Message>(
            int type, Class<M> message, Function<? super M, Bytes> writer, Reader<? extends M> reader) {

        Bytes write(Message any) {
            return writer.apply(message.cast(any));
        }
    }

    /** Collects the rows of a table. */
    public static final class Builder {

        private final MessageTable table;

        private Builder(MessageTable table) {
            this.table = table;
        }

        /** Adds a message under a number that is never reused for another one. */
        public <M extends Message> Builder add(
                int type, Class<M> message, Function<? super M, Bytes> writer, Reader<? extends M> reader) {
            if (table.byType.containsKey(type) || table.byClass.containsKey(message)) {
                throw new IllegalArgumentException("type " + type + " or " + message + " is in the table already");
            }
            Row<M> row = new Row<>(type, message, writer, reader);
            table.byType.put(type, row);
            table.byClass.put(message, row);
            return this;
        }

        /** The finished table. */
        public MessageTable build() {
            MessageTable finished = new MessageTable(table.protocol);
            finished.byClass.putAll(table.byClass);
            finished.byType.putAll(table.byType);
            return finished;
        }
    }
}
