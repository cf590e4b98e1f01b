package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.Bytes;
import dev.trefoil.Cell;
import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import dev.trefoil.spi.Frame;
import dev.trefoil.spi.MalformedMessageException;
import dev.trefoil.spi.Message;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReplicationCodecTest {

    private static final Bytes NAME = Bytes.utf8("name");
    private static final Slot REGISTER = new Slot(Key.sha1(NAME), Slot.Kind.REGISTER, NAME);
    private static final Slot SET = new Slot(Key.sha1(NAME), Slot.Kind.SET, NAME);
    private static final Version VERSION = new Version(77, Key.powerOfTwo(9), -3);
    private static final Entry VALUE = new Entry.Register(new Cell(VERSION, Optional.of(Bytes.utf8("value")), 12));
    private static final Entry GONE = new Entry.Register(Cell.deletion(VERSION));
    private static final Entry ELEMENTS = Entry.Elements.of(Bytes.utf8("element"), Cell.of(VERSION, Bytes.EMPTY));
    private static final KeyRange RANGE = new KeyRange(Key.powerOfTwo(1), Key.powerOfTwo(100));
    private static final Summary SUMMARY = new Summary(SET, VERSION, Long.MIN_VALUE);

    static Stream<ReplicationMessage> messages() {
        return Stream.of(
                ReplicationMessage.Write.plain(REGISTER, VALUE),
                ReplicationMessage.Write.repair(SET, ELEMENTS),
                ReplicationMessage.Write.under(VERSION, REGISTER, GONE),
                new ReplicationMessage.Written(Verdict.STALE, VERSION),
                new ReplicationMessage.Read(SET),
                new ReplicationMessage.Found(Verdict.DONE, Optional.of(ELEMENTS)),
                new ReplicationMessage.Found(Verdict.NOT_LOADED, Optional.empty()),
                new ReplicationMessage.Prepare(REGISTER, VERSION),
                new ReplicationMessage.Prepared(Verdict.DONE, Version.NONE, Optional.of(VALUE)),
                new ReplicationMessage.Prepared(Verdict.BUSY, VERSION, Optional.empty()),
                new ReplicationMessage.AskLoaded(RANGE),
                new ReplicationMessage.LoadedAnswer(true),
                new ReplicationMessage.ListRange(RANGE, Optional.empty()),
                new ReplicationMessage.ListRange(RANGE, Optional.of(SET)),
                new ReplicationMessage.Listing(List.of(SUMMARY, SUMMARY), true),
                new ReplicationMessage.Fetch(List.of(REGISTER, SET)),
                new ReplicationMessage.Fetched(List.of(new Holding(SET, ELEMENTS)), 2),
                new ReplicationMessage.Offer(List.of(SUMMARY), true),
                new ReplicationMessage.Push(List.of(new Holding(REGISTER, GONE)), true),
                new ReplicationMessage.Confirmed(List.of(Verdict.values())),
                new ReplicationMessage.TakeOver(RANGE),
                new ReplicationMessage.TakenOver(true),
                new ReplicationMessage.Compare(RANGE, -1),
                new ReplicationMessage.Compared(true, true));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageComesBackAsItWas(Message message) throws MalformedMessageException {
        assertThat(Replication.codec().decode(Replication.codec().encode(message)))
                .isEqualTo(message);
    }

    @Test
    void everyMessageHasARowAndAnExample() {
        Set<Class<?>> all = new LinkedHashSet<>(Arrays.asList(ReplicationMessage.class.getPermittedSubclasses()));
        assertThat(ReplicationCodec.TABLE.messages()).containsExactlyInAnyOrderElementsOf(cast(all));
        assertThat(messages().map(Object::getClass)).containsAll(all);
    }

    @ParameterizedTest
    @EnumSource
    void theNamesOnTheWireAreTheNamesHere(Verdict verdict) {
        assertThat(dev.trefoil.wire.replication.Verdict.forNumber(verdict.number())
                        .name())
                .isEqualTo("VERDICT_" + verdict.name());
    }

    @Property
    void arbitraryBytesAreReadOrRefusedAndNothingElse(
            @ForAll @IntRange(min = 0, max = 21) int type, @ForAll @Size(max = 40) byte[] payload) {
        try {
            assertThat(Replication.codec().decode(new Frame("replication", type, Bytes.of(payload))))
                    .isInstanceOf(ReplicationMessage.class);
        } catch (MalformedMessageException refused) {
            assertThat(refused).isNotNull();
        }
    }

    @Test
    void aVerdictFromTheFutureIsRefused() {
        Bytes written = Bytes.adopt(dev.trefoil.wire.replication.Written.newBuilder()
                .setVerdictValue(99)
                .setVersion(dev.trefoil.wire.Values.write(VERSION))
                .build()
                .toByteArray());
        assertThatThrownBy(() -> Replication.codec().decode(new Frame("replication", 2, written)))
                .isInstanceOf(MalformedMessageException.class);
    }

    @SuppressWarnings("unchecked")
    private static Set<Class<? extends Message>> cast(Set<Class<?>> classes) {
        return (Set<Class<? extends Message>>) (Set<?>) classes;
    }
}
