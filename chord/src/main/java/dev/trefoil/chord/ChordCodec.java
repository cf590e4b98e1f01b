package dev.trefoil.chord;

import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.trefoil.Bytes;
import dev.trefoil.chord.ChordMessage.AskNeighbors;
import dev.trefoil.chord.ChordMessage.Leaving;
import dev.trefoil.chord.ChordMessage.Neighbors;
import dev.trefoil.chord.ChordMessage.Noted;
import dev.trefoil.chord.ChordMessage.Notify;
import dev.trefoil.chord.ChordMessage.Ping;
import dev.trefoil.chord.ChordMessage.Pong;
import dev.trefoil.chord.ChordMessage.PredecessorChanged;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.MessageTable;
import dev.trefoil.wire.Values;
import java.util.function.Function;

/** The messages of Chord as protobuf. A number is part of the protocol and is never used again for another message. */
final class ChordCodec {

    /** The longest list that is read: the longest a node may be configured to keep, and its sender. */
    static final int LIST_MAX = ChordConfig.SUCCESSORS_MAX + 1;

    static final MessageTable TABLE = MessageTable.of(Chord.NAME)
            .add(
                    1,
                    AskNeighbors.class,
                    any -> Bytes.EMPTY,
                    bare(dev.trefoil.wire.chord.AskNeighbors.parser(), new AskNeighbors()))
            .add(
                    2,
                    Neighbors.class,
                    ChordCodec::write,
                    read(
                            dev.trefoil.wire.chord.Neighbors.parser(),
                            message -> new Neighbors(
                                    Values.read(message.getPredecessorsList(), LIST_MAX),
                                    Values.read(message.getSuccessorsList(), LIST_MAX))))
            .add(
                    3,
                    Notify.class,
                    ChordCodec::write,
                    read(
                            dev.trefoil.wire.chord.Notify.parser(),
                            message -> new Notify(Values.read(message.getPredecessorsList(), LIST_MAX))))
            .add(4, Noted.class, any -> Bytes.EMPTY, bare(dev.trefoil.wire.chord.Noted.parser(), new Noted()))
            .add(5, Ping.class, any -> Bytes.EMPTY, bare(dev.trefoil.wire.chord.Ping.parser(), new Ping()))
            .add(6, Pong.class, any -> Bytes.EMPTY, bare(dev.trefoil.wire.chord.Pong.parser(), new Pong()))
            .add(
                    7,
                    Leaving.class,
                    ChordCodec::write,
                    read(
                            dev.trefoil.wire.chord.Leaving.parser(),
                            message -> new Leaving(Values.read(message.getPredecessorsList(), LIST_MAX))))
            .add(
                    8,
                    PredecessorChanged.class,
                    any -> Bytes.EMPTY,
                    bare(dev.trefoil.wire.chord.PredecessorChanged.parser(), new PredecessorChanged()))
            .build();

    private ChordCodec() {}

    private static Bytes write(Neighbors neighbors) {
        return bytes(dev.trefoil.wire.chord.Neighbors.newBuilder()
                .addAllPredecessors(Values.write(neighbors.predecessors()))
                .addAllSuccessors(Values.write(neighbors.successors()))
                .build());
    }

    private static Bytes write(Notify notify) {
        return bytes(dev.trefoil.wire.chord.Notify.newBuilder()
                .addAllPredecessors(Values.write(notify.predecessors()))
                .build());
    }

    private static Bytes write(Leaving leaving) {
        return bytes(dev.trefoil.wire.chord.Leaving.newBuilder()
                .addAllPredecessors(Values.write(leaving.predecessors()))
                .build());
    }

    private static Bytes bytes(MessageLite message) {
        return Bytes.adopt(message.toByteArray());
    }

    private static <P, M extends Message> MessageTable.Reader<M> read(Parser<P> parser, Function<P, M> meaning) {
        return payload ->
                meaning.apply(parser.parseFrom(payload.asByteBuffer(), ExtensionRegistryLite.getEmptyRegistry()));
    }

    /** Reads a message that says all by its type; whatever else it carries must still be well-formed. */
    private static <P, M extends Message> MessageTable.Reader<M> bare(Parser<P> parser, M message) {
        return read(parser, any -> message);
    }
}
