package dev.trefoil.testkit;

import dev.trefoil.Key;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.Overlay.JoinFailure;
import dev.trefoil.spi.Request;
import dev.trefoil.spi.RoutingStep;
import dev.trefoil.spi.Rpc;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One node of a {@link Miniature}: the overlay under test, and the little of a node that it needs around it. */
final class MiniatureNode implements Rpc, EventLoop {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final Miniature network;
    private final NodeRef self;
    private final Overlay overlay;
    private final Map<Class<?>, Handler<?, ?>> handlers = new LinkedHashMap<>();
    private final Set<NodeRef> neighbors = new LinkedHashSet<>();
    private final List<JoinFailure> failures = new ArrayList<>();
    private @Nullable Liar liar;
    private boolean up = true;
    private int joined;
    private int left;

    MiniatureNode(Miniature network, NodeRef self) {
        this.network = network;
        this.self = self;
        NodeContext context = new NodeContext(
                self,
                network.space(),
                this,
                this,
                this::locate,
                network.random("chance of " + self),
                network.wallClock());
        this.overlay = network.overlay().create(context, this::heard);
    }

    NodeRef self() {
        return self;
    }

    Overlay overlay() {
        return overlay;
    }

    boolean isUp() {
        return up;
    }

    /** How many times its join has succeeded. */
    int joined() {
        return joined;
    }

    /** Why its join has failed, once for each time. */
    List<JoinFailure> failures() {
        return failures;
    }

    /** How many times it has been told that it has left. */
    int left() {
        return left;
    }

    /** Whom the overlay has reported as come and not as gone. */
    Set<NodeRef> neighbors() {
        return neighbors;
    }

    void join(List<NodeRef> seeds) {
        execute(() -> overlay.join(seeds, () -> joined++, failures::add));
    }

    void leave() {
        execute(() -> overlay.leave(() -> left++));
    }

    /** Stops without a word. */
    void crash() {
        up = false;
    }

    /** From now on nothing that this node says is true. */
    void lie() {
        liar = new Liar(network.overlay().codec(), network.random("lies of " + self));
    }

    /** Finds the holders of {@code key} from this node's own tables on. */
    void lookUp(Key key, Consumer<? super Located> onFound, Consumer<? super RpcFailure> onLost) {
        execute(() -> locate(key, Optional.empty(), onFound, onLost));
    }

    private void heard(NodeRef neighbor, boolean hasJoined) {
        if (neighbor.equals(self)) {
            throw new AssertionError(self + " was told of itself");
        }
        if (hasJoined) {
            neighbors.add(neighbor);
        } else if (!neighbors.remove(neighbor)) {
            throw new AssertionError(neighbor + " left " + self + " without having joined");
        }
    }

    private void locate(
            Key key, Optional<NodeRef> via, Consumer<? super Located> onFound, Consumer<? super RpcFailure> onLost) {
        new Lookup(key, onFound, onLost).start(via);
    }

    @Override
    public <R extends Message> void ask(
            NodeRef to, Request<R> request, Consumer<? super R> onReply, Consumer<? super RpcFailure> onFailure) {
        ask(to, request, TIMEOUT, onReply, onFailure);
    }

    @Override
    public <R extends Message> void ask(
            NodeRef to,
            Request<R> request,
            Duration timeout,
            Consumer<? super R> onReply,
            Consumer<? super RpcFailure> onFailure) {
        Exchange<R> exchange = new Exchange<>(to, onReply, onFailure);
        network.schedule(this, timeout, () -> exchange.fail(RpcFailure.TIMED_OUT));
        MiniatureNode target = network.at(to);
        Message sent = said(request);
        if (target != null && sent != null) {
            network.carry(this, target, sent, () -> target.receive(self, (Request<?>) sent, exchange));
        } else if (target != null) {
            network.schedule(this, network.delay(), () -> exchange.fail(RpcFailure.MALFORMED));
        }
    }

    @Override
    public <R extends Message, Q extends Request<R>> void serve(Class<Q> type, Handler<Q, R> handler) {
        if (handlers.putIfAbsent(type, handler) != null) {
            throw new IllegalStateException(type + " is served already");
        }
    }

    /** What others read when this node says {@code message}; nothing if they cannot read it. */
    private @Nullable Message said(Message message) {
        return liar == null ? network.throughTheWire(message) : liar.twist(message);
    }

    private void receive(NodeRef from, Request<?> request, Exchange<?> exchange) {
        overlay.heardFrom(from);
        handle(from, request, exchange);
    }

    @SuppressWarnings("unchecked")
    private <R extends Message> void handle(NodeRef from, Request<R> request, Exchange<?> exchange) {
        Handler<Request<R>, R> handler = (Handler<Request<R>, R>) handlers.get(request.getClass());
        if (handler == null) {
            exchange.refused(RpcFailure.MALFORMED);
            return;
        }
        handler.handle(from, request, new Responder<>() {
            @Override
            public void reply(R response) {
                exchange.replied(MiniatureNode.this, response);
            }

            @Override
            public void refuse(RpcFailure why) {
                exchange.refused(why);
            }
        });
    }

    @Override
    public void execute(Runnable task) {
        network.schedule(this, Duration.ZERO, task);
    }

    @Override
    public boolean isCurrent() {
        return network.isRunning(this);
    }

    @Override
    public long nanoTime() {
        return network.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        boolean[] cancelled = {false};
        network.schedule(this, delay, () -> {
            if (!cancelled[0]) {
                task.run();
            }
        });
        return () -> cancelled[0] = true;
    }

    @Override
    public String toString() {
        return self.toString();
    }

    /** One question; exactly one of the callbacks runs, on the loop of the asker. */
    private final class Exchange<R extends Message> {

        private final NodeRef to;
        private final Consumer<? super R> onReply;
        private final Consumer<? super RpcFailure> onFailure;
        private boolean answered;
        private boolean ended;

        Exchange(NodeRef to, Consumer<? super R> onReply, Consumer<? super RpcFailure> onFailure) {
            this.to = to;
            this.onReply = onReply;
            this.onFailure = onFailure;
        }

        @SuppressWarnings("unchecked")
        void replied(MiniatureNode by, Message response) {
            if (answered) {
                return;
            }
            answered = true;
            Message heard = by.said(response);
            if (heard == null) {
                network.schedule(MiniatureNode.this, network.delay(), () -> fail(RpcFailure.MALFORMED));
                return;
            }
            network.carry(by, MiniatureNode.this, heard, () -> {
                if (!ended) {
                    ended = true;
                    overlay.heardFrom(to);
                    onReply.accept((R) heard);
                }
            });
        }

        void refused(RpcFailure why) {
            if (!answered) {
                answered = true;
                network.schedule(MiniatureNode.this, network.delay(), () -> fail(why));
            }
        }

        void fail(RpcFailure why) {
            if (!ended) {
                ended = true;
                if (why.suggestsDeath()) {
                    overlay.suspect(to);
                }
                onFailure.accept(why);
            }
        }
    }

    /** An iterative lookup: asks from node to node, the next candidate if one is silent. */
    private final class Lookup {

        private static final int QUESTIONS_MAX = 200;

        private final Key key;
        private final Consumer<? super Located> onFound;
        private final Consumer<? super RpcFailure> onLost;
        private final List<NodeRef> path = new ArrayList<>();
        private final Set<NodeRef> asked = new LinkedHashSet<>();
        private final List<NodeRef> candidates = new ArrayList<>();

        Lookup(Key key, Consumer<? super Located> onFound, Consumer<? super RpcFailure> onLost) {
            this.key = key;
            this.onFound = onFound;
            this.onLost = onLost;
        }

        void start(Optional<NodeRef> via) {
            if (via.isPresent()) {
                candidates.add(via.get());
                execute(this::next);
            } else {
                execute(() -> take(overlay.nextStep(key)));
            }
        }

        private void next() {
            candidates.removeIf(asked::contains);
            if (candidates.isEmpty() || asked.size() >= QUESTIONS_MAX) {
                onLost.accept(RpcFailure.TIMED_OUT);
                return;
            }
            NodeRef node = candidates.remove(0);
            asked.add(node);
            MiniatureNode target = network.at(node);
            if (target == null || !target.overlay.isMember()) {
                schedule(TIMEOUT, () -> {
                    overlay.suspect(node);
                    next();
                });
                return;
            }
            network.schedule(target, network.delay(), () -> {
                RoutingStep step = target.overlay.nextStep(key);
                network.schedule(MiniatureNode.this, network.delay(), () -> {
                    path.add(node);
                    take(step);
                });
            });
        }

        private void take(RoutingStep step) {
            if (step instanceof RoutingStep.Here here) {
                onFound.accept(new Located(key, here.holders(), here.range(), path));
            } else {
                candidates.addAll(0, ((RoutingStep.Onward) step).candidates());
                next();
            }
        }
    }
}
