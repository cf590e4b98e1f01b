package dev.trefoil.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.Bytes;
import org.junit.jupiter.api.Test;

class MessageTableTest {

    record Ping(Bytes payload) implements Message {}

    record Pong(Bytes payload) implements Message {}

    private final MessageTable table = MessageTable.of("test")
            .add(7, Pong.class, Pong::payload, Pong::new)
            .add(2, Ping.class, Ping::payload, Ping::new)
            .build();

    @Test
    void aMessageTravelsUnderItsNumber() throws MalformedMessageException {
        Frame frame = table.encode(new Ping(Bytes.utf8("x")));
        assertThat(frame).isEqualTo(new Frame("test", 2, Bytes.utf8("x")));
        assertThat(table.decode(frame)).isEqualTo(new Ping(Bytes.utf8("x")));
        assertThat(table.messages()).containsExactly(Pong.class, Ping.class);
    }

    @Test
    void unknownTypesAndProtocolsAreMalformed() {
        for (Frame frame : new Frame[] {
            new Frame("test", 1, Bytes.EMPTY), new Frame("other", 2, Bytes.EMPTY), new Frame("", 0, Bytes.EMPTY)
        }) {
            assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> table.decode(frame));
        }
    }

    @Test
    void whateverAReaderThrowsIsMalformed() {
        for (Exception thrown : new Exception[] {
            new IllegalArgumentException("x"), new java.io.IOException("x"), new MalformedMessageException("x")
        }) {
            MessageTable failing = MessageTable.of("test")
                    .add(1, Ping.class, Ping::payload, payload -> {
                        throw thrown;
                    })
                    .build();
            assertThatExceptionOfType(MalformedMessageException.class)
                    .isThrownBy(() -> failing.decode(new Frame("test", 1, Bytes.EMPTY)));
        }
    }

    @Test
    void aMessageOfAnotherProtocolIsNotWritten() {
        assertThatIllegalArgumentException().isThrownBy(() -> table.encode(new Message() {}));
    }

    @Test
    void aNumberAndAMessageStandInTheTableOnce() {
        MessageTable.Builder builder = MessageTable.of("test").add(1, Ping.class, Ping::payload, Ping::new);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.add(1, Pong.class, Pong::payload, Pong::new));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.add(2, Ping.class, Ping::payload, Ping::new));
    }

    @Test
    void aRefusedRowLeavesTheTableAsItWas() throws MalformedMessageException {
        MessageTable.Builder builder = MessageTable.of("test").add(1, Ping.class, Ping::payload, Ping::new);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.add(2, Ping.class, Ping::payload, Ping::new));
        MessageTable built =
                builder.add(2, Pong.class, Pong::payload, Pong::new).build();
        assertThat(built.decode(new Frame("test", 2, Bytes.EMPTY))).isInstanceOf(Pong.class);
    }

    @Test
    void aFinishedTableNeverChanges() {
        MessageTable.Builder builder = MessageTable.of("test").add(1, Ping.class, Ping::payload, Ping::new);
        MessageTable finished = builder.build();
        builder.add(2, Pong.class, Pong::payload, Pong::new);
        assertThat(finished.messages()).containsExactly(Ping.class);
        assertThatThrownBy(() -> finished.messages().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
