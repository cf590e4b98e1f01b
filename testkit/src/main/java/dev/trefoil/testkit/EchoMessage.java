package dev.trefoil.testkit;

import dev.trefoil.Bytes;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.MessageTable;
import dev.trefoil.spi.Request;

/** The smallest protocol there is, to test whatever carries messages: a question whose answer repeats it. */
public sealed interface EchoMessage extends Message {

    /** Reads and writes both messages: a message's bytes are its payload. */
    MessageTable CODEC = MessageTable.of("echo")
            .add(1, Ask.class, Ask::payload, Ask::new)
            .add(2, Answer.class, Answer::payload, Answer::new)
            .build();

    /** What the message says. */
    Bytes payload();

    /**
     * Asks to be answered with the same.
     *
     * @param payload anything
     */
    record Ask(Bytes payload) implements EchoMessage, Request<Answer> {

        /** Asks with a text. */
        public static Ask of(String text) {
            return new Ask(Bytes.utf8(text));
        }
    }

    /**
     * Says the same again.
     *
     * @param payload what was asked
     */
    record Answer(Bytes payload) implements EchoMessage {}
}
