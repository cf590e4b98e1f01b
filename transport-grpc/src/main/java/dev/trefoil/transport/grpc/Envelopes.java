package dev.trefoil.transport.grpc;

import dev.trefoil.Key;
import dev.trefoil.spi.Codec;
import dev.trefoil.spi.Envelope;
import dev.trefoil.spi.Frame;
import dev.trefoil.spi.MalformedMessageException;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.transport.grpc.stub.TransportProto;
import dev.trefoil.transport.grpc.stub.TransportProto.Reply;
import dev.trefoil.transport.grpc.stub.TransportProto.Request;
import dev.trefoil.wire.Values;
import java.util.Optional;

/**
 * Requests and answers as protobuf messages, and back. Immutable.
 *
 * <p>Whoever reads throws {@link MalformedMessageException} or {@link IllegalArgumentException} for what is neither:
 * the bytes come from a peer.
 */
final class Envelopes {

    private static final int PROTOCOL_LENGTH_MAX = 64;

    private final Codec codec;
    private final int messageBytes;

    Envelopes(Codec codec, int messageBytes) {
        this.codec = codec;
        this.messageBytes = messageBytes;
    }

    /** A request; empty if it is larger than any peer would take. */
    Optional<Request> write(Envelope envelope) {
        Request.Builder request =
                Request.newBuilder().setFrom(Values.write(envelope.from())).setFrame(frame(envelope.message()));
        envelope.to().ifPresent(id -> request.setTo(Values.write(id)));
        return Optional.of(request.build()).filter(built -> built.getSerializedSize() <= messageBytes);
    }

    /** A request as it came in. */
    Envelope read(Request request) throws MalformedMessageException {
        Optional<Key> to = request.hasTo() ? Optional.of(Values.readKey(request.getTo())) : Optional.empty();
        return new Envelope(Values.read(request.getFrom()), to, read(request.getFrame()));
    }

    /** The answer {@code response}, or a refusal if it is larger than the asker would take. */
    Reply reply(Message response) {
        Reply reply = Reply.newBuilder().setFrame(frame(response)).build();
        return reply.getSerializedSize() <= messageBytes ? reply : refusal(RpcFailure.MALFORMED);
    }

    /** A refusal. */
    static Reply refusal(RpcFailure why) {
        return Reply.newBuilder().setRefusal(Refusals.write(why)).build();
    }

    /** The message in an answer, which must not be a refusal. */
    Message read(Reply reply) throws MalformedMessageException {
        return read(reply.getFrame());
    }

    private TransportProto.Frame frame(Message message) {
        Frame frame = codec.encode(message);
        return TransportProto.Frame.newBuilder()
                .setProtocol(frame.protocol())
                .setType(frame.type())
                .setPayload(Values.write(frame.payload()))
                .build();
    }

    private Message read(TransportProto.Frame frame) throws MalformedMessageException {
        if (frame.getProtocol().length() > PROTOCOL_LENGTH_MAX) {
            throw new MalformedMessageException(
                    "the name of a protocol has at most " + PROTOCOL_LENGTH_MAX + " letters");
        }
        return codec.decode(new Frame(frame.getProtocol(), frame.getType(), Values.read(frame.getPayload())));
    }
}
