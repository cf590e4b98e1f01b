package dev.trefoil.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.trefoil.Bytes;
import dev.trefoil.spi.Frame;
import dev.trefoil.spi.MalformedMessageException;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.MessageTable;
import org.junit.jupiter.api.Test;

class CodecTableTest {

    private static final MessageTable GREETING = MessageTable.of("greeting")
            .add(1, Greeting.class, g -> Bytes.EMPTY, bytes -> new Greeting())
            .build();

    private final CodecTable here = network("here");
    private final CodecTable there = network("there");

    @Test
    void messagesOfAllProtocolsComeBack() throws MalformedMessageException {
        for (Message message : new Message[] {new Talk.Question("why"), new Talk.Answer("so"), new Greeting()}) {
            assertThat(here.decode(here.encode(message))).isEqualTo(message);
        }
    }

    @Test
    void aMessageOfAnotherNetworkIsAsUnreadableAsGarbage() {
        Frame stray = there.encode(new Talk.Question("why"));
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> here.decode(stray));
    }

    @Test
    void strangersUnderstandEachOther() throws MalformedMessageException {
        assertThat(here.decode(there.encode(new Greeting()))).isEqualTo(new Greeting());
    }

    @Test
    void unknownProtocolsAreRefused() {
        for (String protocol : new String[] {"", "talk", "here/", "here/other", "here/greeting", "/talk"}) {
            assertThatExceptionOfType(MalformedMessageException.class)
                    .as(protocol)
                    .isThrownBy(() -> here.decode(new Frame(protocol, 1, Bytes.EMPTY)));
        }
    }

    @Test
    void aMessageOfNoProtocolIsNotWritten() {
        assertThatIllegalArgumentException().isThrownBy(() -> here.encode(new Foreign()));
    }

    @Test
    void aProtocolIsAddedOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CodecTable.of("n").open("talk", Talk.TABLE).members("talk", Talk.TABLE));
    }

    private static CodecTable network(String fingerprint) {
        return CodecTable.of(fingerprint)
                .open("greeting", GREETING)
                .members("talk", Talk.TABLE)
                .build();
    }

    private record Greeting() implements Message {}

    private record Foreign() implements Message {}
}
