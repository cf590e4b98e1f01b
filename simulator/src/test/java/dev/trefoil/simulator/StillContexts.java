package dev.trefoil.simulator;

import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Locator;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Request;
import dev.trefoil.spi.Rpc;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Timer;
import dev.trefoil.transport.inmem.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Contexts in which nothing ever happens, and which cost nothing: what is left is what an overlay itself takes. */
final class StillContexts implements EventLoop, Rpc, Locator {

    private final RandomGenerator random = Seeds.fork(1, "still");

    /** Kept, as a real node would. */
    private final List<Handler<?, ?>> handlers = new ArrayList<>();

    private final List<Runnable> tasks = new ArrayList<>();

    NodeContext of(NodeRef self) {
        return new NodeContext(self, KeySpace.FULL, this, this, this, random, () -> Instant.EPOCH);
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        tasks.add(task);
        return () -> {};
    }

    @Override
    public <R extends Message> void ask(
            NodeRef to, Request<R> request, Consumer<? super R> onReply, Consumer<? super RpcFailure> onFailure) {}

    @Override
    public <R extends Message> void ask(
            NodeRef to,
            Request<R> request,
            Duration timeout,
            Consumer<? super R> onReply,
            Consumer<? super RpcFailure> onFailure) {}

    @Override
    public <R extends Message, Q extends Request<R>> void serve(Class<Q> type, Handler<Q, R> handler) {
        handlers.add(handler);
    }

    @Override
    public void locate(
            Key key, Optional<NodeRef> via, Consumer<? super Located> onFound, Consumer<? super RpcFailure> onLost) {}
}
