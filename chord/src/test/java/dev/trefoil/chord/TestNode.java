package dev.trefoil.chord;

import dev.trefoil.Key;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.chord.ChordMessage.AskNeighbors;
import dev.trefoil.chord.ChordMessage.Neighbors;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Locator;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.Request;
import dev.trefoil.spi.RoutingStep;
import dev.trefoil.spi.Rpc;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.transport.inmem.VirtualWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** One node of a {@link TestRing}: the overlay under test, and a small stand-in for the rest of a node. */
final class TestNode implements Rpc {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    final TestRing ring;
    final NodeRef self;
    final VirtualWorld world;
    final EventLoop loop;
    final ChordOverlay overlay;
    final Set<NodeRef> neighbors = new LinkedHashSet<>();
    private final Map<Class<?>, Handler<?, ?>> handlers = new HashMap<>();
    /** The successors when the invariant was last checked. */
    List<NodeRef> shown = List.of();

    /** What this node answers about its neighbours instead of the truth. */
    Optional<Neighbors> lies = Optional.empty();

    boolean crashed;
    boolean leaving;
    boolean joined;
    Optional<Overlay.JoinFailure> failed = Optional.empty();
    /** What the successor list will be when the answer that is on its way has arrived: see {@link Invariant}. */
    Optional<SuccessorList> answeredAlready = Optional.empty();

    TestNode(TestRing ring, NodeRef self, ChordConfig config, BiFunction<ChordState, Peers, RingRules> rules) {
        this.ring = ring;
        this.self = self;
        this.world = ring.time.world(self.toString());
        this.loop = world.newLoop("node");
        NodeContext context =
                new NodeContext(self, ring.space, loop, this, lookups(), world.random("chord"), world.wallClock());
        this.overlay = new ChordOverlay(context, config, this::heard, rules);
    }

    /** Whether this node is up and takes part in the ring. */
    boolean isMember() {
        return !crashed && (overlay.state().isOnRing() || answeredAlready.isPresent());
    }

    /** The successors as the proof sees them. */
    List<NodeRef> successors() {
        return answeredAlready.orElseGet(() -> overlay.state().successors()).nodes();
    }

    ChordState state() {
        return overlay.state();
    }

    void leave() {
        leaving = true;
        overlay.leave(this::crash);
        answeredAlready = Optional.empty();
    }

    void crash() {
        crashed = true;
        answeredAlready = Optional.empty();
        world.close();
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
        Question<R> question = new Question<>(to, request, onReply, onFailure);
        loop.schedule(timeout, () -> question.end(() -> question.fail(RpcFailure.TIMED_OUT)));
        ring.carry(self, to, () -> ring.deliver(this, to, question));
    }

    @Override
    public <R extends Message, Q extends Request<R>> void serve(Class<Q> type, Handler<Q, R> handler) {
        if (handlers.putIfAbsent(type, handler) != null) {
            throw new IllegalStateException(type + " is served already");
        }
    }

    @SuppressWarnings("unchecked")
    <R extends Message> void handle(NodeRef from, Request<R> request, Responder<R> responder) {
        ((Handler<Request<R>, R>) handlers.get(request.getClass())).handle(from, request, responder);
    }

    private void heard(NodeRef neighbor, boolean hasJoined) {
        if (hasJoined) {
            neighbors.add(neighbor);
        } else if (!neighbors.remove(neighbor)) {
            throw new AssertionError(neighbor + " left " + self + " without having joined");
        }
    }

    Locator lookups() {
        return (key, via, onFound, onLost) -> new Lookup(key, onFound, onLost).start(via);
    }

    /** One question on its way; exactly one of the callbacks runs. */
    final class Question<R extends Message> implements Responder<R> {

        private final NodeRef to;
        final Request<R> request;
        private final Consumer<? super R> onReply;
        private final Consumer<? super RpcFailure> onFailure;
        private final boolean builds;
        private final int life = overlay.state().life();
        private boolean answered;
        private boolean ended;
        private boolean foreseen;

        Question(NodeRef to, Request<R> request, Consumer<? super R> onReply, Consumer<? super RpcFailure> onFailure) {
            this.to = to;
            this.request = request;
            this.onReply = onReply;
            this.onFailure = onFailure;
            this.builds = request instanceof AskNeighbors
                    && overlay.state().adopting().filter(to::equals).isPresent();
        }

        @Override
        @SuppressWarnings("unchecked")
        public void reply(R response) {
            Optional<Neighbors> lie = ring.nodes.get(to).lies;
            if (lie.isPresent() && request instanceof AskNeighbors) {
                ring.carry(to, self, () -> back(() -> ((Consumer<Object>) (Consumer<?>) onReply).accept(lie.get())));
            } else if (!answered) {
                answered = true;
                if (response instanceof Neighbors neighbors) {
                    foresee(neighbors);
                }
                ring.carry(
                        to,
                        self,
                        () -> back(() -> {
                            overlay.heardFrom(to);
                            onReply.accept(response);
                        }));
            }
        }

        @Override
        public void refuse(RpcFailure why) {
            if (!answered) {
                answered = true;
                ring.carry(to, self, () -> back(() -> fail(why)));
            }
        }

        void fail(RpcFailure why) {
            if (why.suggestsDeath()) {
                overlay.suspect(to);
            }
            onFailure.accept(why);
        }

        void end(Runnable callback) {
            if (!ended) {
                ended = true;
                if (foreseen) {
                    answeredAlready = Optional.empty();
                }
                callback.run();
            }
        }

        private void back(Runnable callback) {
            loop.execute(() -> end(callback));
        }

        /** In the proof a step takes effect at the moment at which the node asked answers. */
        private void foresee(Neighbors reply) {
            ChordState state = overlay.state();
            if (crashed || ended || life != state.life()) {
                return;
            }
            if (builds) {
                foreseen = true;
                answeredAlready = Optional.of(state.successors().following(to, reply.successors()));
            } else if (request instanceof AskNeighbors
                    && !state.isOnRing()
                    && self.id()
                            .isStrictlyBetween(
                                    to.id(), reply.successors().get(0).id())) {
                foreseen = true;
                answeredAlready =
                        Optional.of(SuccessorList.copied(self, state.config().successors(), reply.successors()));
            }
        }
    }

    /** An iterative lookup: asks from node to node, the next candidate if one is silent. */
    private final class Lookup {

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
                loop.execute(this::next);
            } else {
                loop.execute(() -> take(overlay.nextStep(key)));
            }
        }

        private void next() {
            candidates.removeIf(asked::contains);
            if (candidates.isEmpty() || asked.size() >= 100) {
                onLost.accept(RpcFailure.TIMED_OUT);
                return;
            }
            NodeRef node = candidates.remove(0);
            asked.add(node);
            ring.step(
                    TestNode.this,
                    node,
                    key,
                    step -> {
                        path.add(node);
                        take(step);
                    },
                    () -> {
                        overlay.suspect(node);
                        next();
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
