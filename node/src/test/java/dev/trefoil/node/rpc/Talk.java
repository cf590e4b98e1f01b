package dev.trefoil.node.rpc;

import dev.trefoil.Bytes;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.MessageTable;
import dev.trefoil.spi.Request;

/** A protocol for tests. */
sealed interface Talk extends Message {

    record Question(String text) implements Talk, Request<Answer> {}

    record Answer(String text) implements Talk {}

    /** Nobody serves it. */
    record Unheard() implements Talk, Request<Answer> {}

    MessageTable TABLE = MessageTable.of("talk")
            .add(1, Question.class, q -> Bytes.utf8(q.text()), bytes -> new Question(bytes.toUtf8()))
            .add(2, Answer.class, a -> Bytes.utf8(a.text()), bytes -> new Answer(bytes.toUtf8()))
            .add(3, Unheard.class, u -> Bytes.EMPTY, bytes -> new Unheard())
            .build();
}
