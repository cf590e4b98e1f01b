package dev.trefoil.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.trefoil.Bytes;
import dev.trefoil.spi.Frame;
import dev.trefoil.spi.MalformedMessageException;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.MessageTable;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * What the codec of every protocol promises: each message has a row, comes back as it was, and no bytes whatever do more
 * than be refused. Extend it with the protocol's table, its sealed interface, and an arbitrary for each message.
 */
public abstract class CodecContract {

    /** Field 15,000 as a varint of value 1: what a later version of a message may bring along. */
    private static final byte[] UNKNOWN_FIELD = {(byte) 0xC0, (byte) 0xA9, 0x07, 0x01};

    /** For whoever extends this. */
    protected CodecContract() {}

    /** The codec under test. */
    protected abstract MessageTable codec();

    /** The sealed interface of all its messages. */
    protected abstract Class<? extends Message> protocol();

    /** Messages of each type; drawn by jqwik, or just a few samples. */
    protected abstract Map<Class<? extends Message>, Arbitrary<? extends Message>> messages();

    /** Whether payloads are protobuf messages, which have to tolerate unknown fields. */
    protected boolean isProtobuf() {
        return true;
    }

    @Test
    void everyMessageOfTheProtocolHasARowAndAnArbitrary() {
        Set<Class<?>> permitted = new LinkedHashSet<>();
        collect(protocol(), permitted);
        assertThat(permitted).as("messages that %s permits", protocol()).isNotEmpty();
        assertThat(codec().messages()).containsExactlyInAnyOrderElementsOf(castAll(permitted));
        assertThat(messages().keySet()).containsExactlyInAnyOrderElementsOf(castAll(permitted));
    }

    @Property(tries = 500)
    void everyMessageComesBackAsItWas(@ForAll("anyMessage") Message message) throws MalformedMessageException {
        Frame frame = codec().encode(message);
        assertThat(codec().decode(frame)).isEqualTo(message);
        assertThat(codec().encode(message)).as("encoded again").isEqualTo(frame);
    }

    @Property(tries = 200)
    void aTruncatedMessageIsAMessageOrIsRefused(@ForAll("anyMessage") Message message) {
        Frame frame = codec().encode(message);
        byte[] whole = frame.payload().toArray();
        for (int length = 0; length < whole.length; length++) {
            isMessageOrRefused(new Frame(frame.protocol(), frame.type(), Bytes.of(whole, 0, length)));
        }
    }

    @Property(tries = 500)
    void aDamagedMessageIsAMessageOrIsRefused(
            @ForAll("anyMessage") Message message, @ForAll int where, @ForAll byte what) {
        Frame frame = codec().encode(message);
        byte[] damaged = frame.payload().toArray();
        if (damaged.length > 0) {
            damaged[Math.floorMod(where, damaged.length)] = what;
        }
        isMessageOrRefused(new Frame(frame.protocol(), frame.type(), Bytes.adopt(damaged)));
    }

    @Property(tries = 500)
    void randomBytesAreAMessageOrAreRefused(@ForAll("anyMessage") Message message, @ForAll byte[] bytes) {
        Frame frame = codec().encode(message);
        isMessageOrRefused(new Frame(frame.protocol(), frame.type(), Bytes.of(bytes)));
    }

    @Property(tries = 200)
    void fieldsOfALaterVersionAreTolerated(@ForAll("anyMessage") Message message) throws MalformedMessageException {
        if (isProtobuf()) {
            Frame frame = codec().encode(message);
            ByteArrayOutputStream longer = new ByteArrayOutputStream();
            longer.writeBytes(frame.payload().toArray());
            longer.writeBytes(UNKNOWN_FIELD);
            Frame later = new Frame(frame.protocol(), frame.type(), Bytes.adopt(longer.toByteArray()));
            assertThat(codec().decode(later)).isEqualTo(message);
        }
    }

    @Test
    void messagesOfOtherTypesAndProtocolsAreRefused() {
        Frame known = codec().encode(messages().values().iterator().next().sample());
        for (int type : new int[] {Integer.MIN_VALUE, -1, 1_000_000, Integer.MAX_VALUE}) {
            refused(new Frame(known.protocol(), type, known.payload()));
        }
        refused(new Frame("", known.type(), known.payload()));
        refused(new Frame(known.protocol() + "x", known.type(), known.payload()));
    }

    @Test
    void aMessageOfAnotherProtocolIsNotWritten() {
        assertThatIllegalArgumentException().isThrownBy(() -> codec().encode(new Foreign()));
    }

    @Provide
    Arbitrary<Message> anyMessage() {
        List<Arbitrary<Message>> all = new ArrayList<>();
        messages().values().forEach(each -> all.add(each.map(message -> message)));
        return Arbitraries.oneOf(all);
    }

    private void isMessageOrRefused(Frame frame) {
        try {
            assertThat(codec().decode(frame)).isInstanceOf(protocol());
        } catch (MalformedMessageException e) {
            assertThat(e).as("a refusal tells what was expected").message().isNotBlank();
        }
    }

    private void refused(Frame frame) {
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> codec().decode(frame));
    }

    /** Adds the records below a sealed interface, however deep. */
    private static void collect(Class<?> type, Set<Class<?>> found) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, found);
            }
        } else {
            found.add(type);
        }
    }

    private static List<Class<? extends Message>> castAll(Set<Class<?>> types) {
        List<Class<? extends Message>> messages = new ArrayList<>();
        types.forEach(type -> messages.add(type.asSubclass(Message.class)));
        return messages;
    }

    private record Foreign() implements Message {}
}
