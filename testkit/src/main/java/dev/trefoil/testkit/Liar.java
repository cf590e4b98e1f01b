package dev.trefoil.testkit;

import dev.trefoil.Bytes;
import dev.trefoil.spi.Codec;
import dev.trefoil.spi.Frame;
import dev.trefoil.spi.MalformedMessageException;
import dev.trefoil.spi.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Turns what a node wants to say into something else of the same type: old news, or bytes changed at random. */
final class Liar {

    private static final int CHANGES_MAX = 3;

    private final Codec codec;
    private final RandomGenerator random;
    private final Map<Class<?>, Message> said = new LinkedHashMap<>();

    Liar(Codec codec, RandomGenerator random) {
        this.codec = codec;
        this.random = random;
    }

    /** What others read in place of {@code message}; null if it is nothing they can read. */
    @Nullable
    Message twist(Message message) {
        Message old = said.putIfAbsent(message.getClass(), message);
        if (old != null && random.nextInt(4) == 0) {
            return old;
        }
        Frame frame = codec.encode(message);
        byte[] bytes = frame.payload().toArray();
        for (int i = random.nextInt(CHANGES_MAX + 1); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        try {
            Message twisted = codec.decode(new Frame(frame.protocol(), frame.type(), Bytes.adopt(bytes)));
            return twisted.getClass() == message.getClass() ? twisted : null;
        } catch (MalformedMessageException e) {
            return null;
        }
    }
}
