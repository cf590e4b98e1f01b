package dev.trefoil.lab.ring;

import dev.trefoil.NodeRef;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.Request;
import dev.trefoil.spi.Rpc;
import dev.trefoil.spi.RpcFailure;
import java.time.Duration;
import java.util.function.Consumer;

/** The questions of lookups, apart from those of upkeep: tells which of them find nobody. */
final class LookupRpc implements Rpc {

    private final Rpc rpc;
    private final Consumer<? super NodeRef> onTimeout;
    private final boolean serving;

    /**
     * Asks through {@code rpc}.
     *
     * @param onTimeout hears whom a question did not reach
     * @param serving whether requests are served; if not, somebody else serves the same ones
     */
    LookupRpc(Rpc rpc, Consumer<? super NodeRef> onTimeout, boolean serving) {
        this.rpc = rpc;
        this.onTimeout = onTimeout;
        this.serving = serving;
    }

    @Override
    public <R extends Message> void ask(
            NodeRef to, Request<R> request, Consumer<? super R> onReply, Consumer<? super RpcFailure> onFailure) {
        rpc.ask(to, request, onReply, why -> noted(to, why, onFailure));
    }

    @Override
    public <R extends Message> void ask(
            NodeRef to,
            Request<R> request,
            Duration timeout,
            Consumer<? super R> onReply,
            Consumer<? super RpcFailure> onFailure) {
        rpc.ask(to, request, timeout, onReply, why -> noted(to, why, onFailure));
    }

    @Override
    public <R extends Message, Q extends Request<R>> void serve(Class<Q> type, Handler<Q, R> handler) {
        if (serving) {
            rpc.serve(type, handler);
        }
    }

    private void noted(NodeRef to, RpcFailure why, Consumer<? super RpcFailure> onFailure) {
        if (why.suggestsDeath()) {
            onTimeout.accept(to);
        }
        onFailure.accept(why);
    }
}
