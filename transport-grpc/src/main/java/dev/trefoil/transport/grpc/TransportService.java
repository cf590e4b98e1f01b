package dev.trefoil.transport.grpc;

import dev.trefoil.spi.Envelope;
import dev.trefoil.spi.MalformedMessageException;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Transport.Receiver;
import dev.trefoil.spi.Transport.ReplyHandler;
import dev.trefoil.transport.grpc.stub.TransportGrpc;
import dev.trefoil.transport.grpc.stub.TransportProto.Reply;
import dev.trefoil.transport.grpc.stub.TransportProto.Request;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Takes the requests of other nodes in, and their answers out. Thread-safe. */
final class TransportService extends TransportGrpc.TransportImplBase {

    private static final Logger LOG = System.getLogger(TransportService.class.getName());

    private final Envelopes envelopes;
    private volatile @Nullable Receiver receiver;

    TransportService(Envelopes envelopes) {
        this.envelopes = envelopes;
    }

    /** Begins to hand requests over; those before are refused as {@code BUSY}. */
    void open(Receiver to) {
        receiver = to;
    }

    @Override
    public void deliver(Request request, StreamObserver<Reply> observer) {
        ServerCallStreamObserver<Reply> call = (ServerCallStreamObserver<Reply>) observer;
        // With a handler, an answer to an asker who has gone away is dropped instead of thrown back at the node.
        call.setOnCancelHandler(() -> {});
        Answer answer = new Answer(call);
        Receiver current = receiver;
        if (current == null) {
            answer.failed(RpcFailure.BUSY);
            return;
        }
        Envelope envelope;
        try {
            envelope = envelopes.read(request);
        } catch (MalformedMessageException | RuntimeException e) {
            LOG.log(Level.DEBUG, "a request that cannot be read", e);
            answer.failed(RpcFailure.MALFORMED);
            return;
        }
        current.receive(envelope, answer);
    }

    /** The way back to the asker; what comes after the first answer is ignored. */
    private final class Answer implements ReplyHandler {

        private final ServerCallStreamObserver<Reply> call;
        private final AtomicBoolean isGiven = new AtomicBoolean();

        Answer(ServerCallStreamObserver<Reply> call) {
            this.call = call;
        }

        @Override
        public void replied(Message response) {
            send(envelopes.reply(response));
        }

        @Override
        public void failed(RpcFailure why) {
            send(Envelopes.refusal(why));
        }

        private void send(Reply reply) {
            if (isGiven.compareAndSet(false, true)) {
                call.onNext(reply);
                call.onCompleted();
            }
        }
    }
}
