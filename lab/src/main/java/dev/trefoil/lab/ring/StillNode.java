package dev.trefoil.lab.ring;

import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Request;
import dev.trefoil.spi.Rpc;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** A node for which time stands still: it can be asked what it knows, and nothing it wants to do ever happens. */
final class StillNode {

    private static final EventLoop LOOP = new StillLoop();
    private static final Rpc RPC = new SilentRpc();

    private StillNode() {}

    static NodeContext context(NodeRef self) {
        return new NodeContext(
                self, KeySpace.FULL, LOOP, RPC, (key, via, onFound, onLost) -> {}, () -> 0, () -> Instant.EPOCH);
    }

    /** Takes tasks and forgets them. */
    private static final class StillLoop implements EventLoop {

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            return () -> {};
        }

        @Override
        public void execute(Runnable task) {
            // Time never gets to it.
        }
    }

    /** Takes questions and forgets them. */
    private static final class SilentRpc implements Rpc {

        @Override
        public <R extends Message> void ask(
                NodeRef to, Request<R> request, Consumer<? super R> onReply, Consumer<? super RpcFailure> onFailure) {
            // Time never gets to the answer.
        }

        @Override
        public <R extends Message> void ask(
                NodeRef to,
                Request<R> request,
                Duration timeout,
                Consumer<? super R> onReply,
                Consumer<? super RpcFailure> onFailure) {
            // Time never gets to the answer.
        }

        @Override
        public <R extends Message, Q extends Request<R>> void serve(Class<Q> type, Handler<Q, R> handler) {
            // Nobody asks.
        }
    }
}
