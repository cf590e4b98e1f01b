package dev.trefoil.lab.ring;

import dev.trefoil.NodeRef;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.Request;
import dev.trefoil.spi.Rpc;
import dev.trefoil.spi.RpcFailure;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The questions of an overlay, some of which can be held back for ever: a node that never gets the answer to its first
 * question about its neighbours never asks a second one, so its tables stay as they are.
 */
final class UpkeepRpc implements Rpc {

    private final Rpc rpc;
    private boolean holding;

    UpkeepRpc(Rpc rpc) {
        this.rpc = rpc;
    }

    /** Asks nothing of what {@code task} wants to ask. */
    void withhold(Runnable task) {
        holding = true;
        task.run();
        holding = false;
    }

    @Override
    public <R extends Message> void ask(
            NodeRef to, Request<R> request, Consumer<? super R> onReply, Consumer<? super RpcFailure> onFailure) {
        if (!holding) {
            rpc.ask(to, request, onReply, onFailure);
        }
    }

    @Override
    public <R extends Message> void ask(
            NodeRef to,
            Request<R> request,
            Duration timeout,
            Consumer<? super R> onReply,
            Consumer<? super RpcFailure> onFailure) {
        if (!holding) {
            rpc.ask(to, request, timeout, onReply, onFailure);
        }
    }

    @Override
    public <R extends Message, Q extends Request<R>> void serve(Class<Q> type, Handler<Q, R> handler) {
        rpc.serve(type, handler);
    }
}
