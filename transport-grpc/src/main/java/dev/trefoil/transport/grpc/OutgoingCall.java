package dev.trefoil.transport.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientStreamTracer;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * One unary call, which also finds out whether the request left this process before it failed: if it did not, it
 * certainly was not carried out.
 *
 * @param <R> the answer
 */
final class OutgoingCall<R> extends ClientCall.Listener<R> {

    private final Handler<R> handler;
    private final Sent sent = new Sent();
    private @Nullable R reply;

    private OutgoingCall(Handler<R> handler) {
        this.handler = handler;
    }

    /** Makes the call; exactly one method of {@code handler} is called, possibly before this one returns. */
    static <Q, R> void start(
            Channel channel, MethodDescriptor<Q, R> method, Q request, Deadline deadline, Handler<R> handler) {
        OutgoingCall<R> outgoing = new OutgoingCall<>(handler);
        CallOptions options =
                CallOptions.DEFAULT.withDeadline(deadline).withStreamTracerFactory(new SentTracer(outgoing.sent));
        ClientCall<Q, R> call = channel.newCall(method, options);
        call.start(outgoing, new Metadata());
        // A second message would be an error, and asking for it lets gRPC notice.
        call.request(2);
        call.sendMessage(request);
        call.halfClose();
    }

    @Override
    public void onMessage(R message) {
        reply = message;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        R answer = reply;
        if (!status.isOk()) {
            handler.failed(status, trailers, sent.happened);
        } else if (answer == null) {
            handler.failed(Status.INTERNAL.withDescription("an answer without a message"), trailers, true);
        } else {
            handler.replied(answer);
        }
    }

    /**
     * Takes what became of a call.
     *
     * @param <R> the answer
     */
    interface Handler<R> {

        /** The answer. */
        void replied(R reply);

        /** No answer; {@code wasSent} is false if the request never left this process. */
        void failed(Status status, Metadata trailers, boolean wasSent);
    }

    private static final class Sent {
        private volatile boolean happened;
    }

    private static final class SentTracer extends ClientStreamTracer.Factory {

        private final Sent sent;

        SentTracer(Sent sent) {
            this.sent = sent;
        }

        @Override
        public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
            return new ClientStreamTracer() {
                @Override
                public void outboundHeaders() {
                    sent.happened = true;
                }
            };
        }
    }
}
