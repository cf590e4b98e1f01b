package dev.trefoil.node.replication;

import dev.trefoil.NodeRef;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Request;
import dev.trefoil.spi.Rpc;
import dev.trefoil.spi.RpcFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Questions to replicas, of which this node may itself be one: what it asks of itself does not go over the network.
 *
 * <p>As with {@link Rpc}, exactly one of the two callbacks runs, never before {@code ask} returns.
 */
final class Peers {

    private static final System.Logger LOG = System.getLogger(Peers.class.getName());

    private final NodeContext context;
    private final Map<Class<?>, Rpc.Handler<?, ?>> handlers = new LinkedHashMap<>();

    Peers(NodeContext context) {
        this.context = context;
    }

    /** Answers requests of one type, from others and from this node. */
    <R extends Message, Q extends Request<R>> void serve(Class<Q> type, Rpc.Handler<Q, R> handler) {
        handlers.put(type, handler);
        context.rpc().serve(type, handler);
    }

    /** Asks. */
    <R extends Message> void ask(
            NodeRef to,
            Request<R> request,
            Duration timeout,
            Consumer<? super R> onReply,
            Consumer<? super RpcFailure> onFailure) {
        if (to.equals(context.self())) {
            context.loop().execute(() -> askSelf(request, onReply, onFailure));
            return;
        }
        context.rpc().ask(to, request, timeout, onReply, onFailure);
    }

    /** The handler was registered for the class of exactly these requests. */
    @SuppressWarnings("unchecked")
    private <R extends Message, Q extends Request<R>> void askSelf(
            Request<R> request, Consumer<? super R> onReply, Consumer<? super RpcFailure> onFailure) {
        Rpc.Handler<Q, R> handler = (Rpc.Handler<Q, R>) handlers.get(request.getClass());
        if (handler == null) {
            onFailure.accept(RpcFailure.NOT_A_MEMBER);
            return;
        }
        Once<R> responder = new Once<>(onReply, onFailure);
        try {
            handler.handle(context.self(), (Q) request, responder);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "no answer to a question of this node to itself", e);
            responder.refuse(RpcFailure.MALFORMED);
        }
    }

    /** Passes on the first answer only. */
    private static final class Once<R extends Message> implements Rpc.Responder<R> {

        private final Consumer<? super R> onReply;
        private final Consumer<? super RpcFailure> onFailure;
        private boolean isAnswered;

        Once(Consumer<? super R> onReply, Consumer<? super RpcFailure> onFailure) {
            this.onReply = onReply;
            this.onFailure = onFailure;
        }

        @Override
        public void reply(R response) {
            if (!isAnswered) {
                isAnswered = true;
                onReply.accept(response);
            }
        }

        @Override
        public void refuse(RpcFailure why) {
            if (!isAnswered) {
                isAnswered = true;
                onFailure.accept(why);
            }
        }
    }
}
