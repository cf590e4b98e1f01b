package dev.trefoil.spi;

import dev.trefoil.NodeRef;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Questions to other nodes, and answers to theirs.
 *
 * <p>Used on the node's loop only. Exactly one of the two callbacks of a question runs, on the same loop, never before
 * {@code ask} returns. The owner of all timeouts.
 */
public interface Rpc {

    /** Asks with a timeout taken from the round-trip times measured to {@code to}. */
    <R extends Message> void ask(
            NodeRef to, Request<R> request, Consumer<? super R> onReply, Consumer<? super RpcFailure> onFailure);

    /** Asks with a given timeout, for answers that take work. */
    <R extends Message> void ask(
            NodeRef to,
            Request<R> request,
            Duration timeout,
            Consumer<? super R> onReply,
            Consumer<? super RpcFailure> onFailure);

    /**
     * Answers all requests of one type with {@code handler}.
     *
     * @throws IllegalStateException if the type is served already
     */
    <R extends Message, Q extends Request<R>> void serve(Class<Q> type, Handler<Q, R> handler);

    /**
     * Answers requests of one type.
     *
     * @param <Q> the request
     * @param <R> its answer
     */
    @FunctionalInterface
    interface Handler<Q extends Request<R>, R extends Message> {

        /** Called on the node's loop; answers through {@code responder}, now or later. */
        void handle(NodeRef from, Q request, Responder<? super R> responder);
    }

    /**
     * Takes the answer to one request; calls after the first are ignored.
     *
     * @param <R> the answer
     */
    interface Responder<R extends Message> {

        /** Answers. */
        void reply(R response);

        /** Does not answer, and says why. */
        void refuse(RpcFailure why);
    }
}
