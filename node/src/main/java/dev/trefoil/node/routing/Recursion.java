package dev.trefoil.node.routing;

import static java.lang.System.Logger.Level.DEBUG;

import dev.trefoil.Bytes;
import dev.trefoil.DhtException;
import dev.trefoil.Key;
import dev.trefoil.LimitExceededException;
import dev.trefoil.Limits;
import dev.trefoil.NodeRef;
import dev.trefoil.RouteReply;
import dev.trefoil.UnavailableException;
import dev.trefoil.kbr.KbrApplication;
import dev.trefoil.kbr.KeyBasedRouting;
import dev.trefoil.node.routing.RoutingMessage.Arrival;
import dev.trefoil.node.routing.RoutingMessage.Outcome;
import dev.trefoil.node.routing.RoutingMessage.Route;
import dev.trefoil.node.routing.RoutingMessage.Taken;
import dev.trefoil.spi.Codec;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.Rpc;
import dev.trefoil.spi.RpcFailure;
import java.lang.System.Logger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Messages on their way to the root of a key, from node to node (Dabek et al. 2003), for one virtual node.
 *
 * <p>Belongs to the node's loop. Each hop acknowledges a message when it takes over the responsibility for it; a hop that
 * does not is passed by. The answer goes straight back to the origin.
 */
public final class Recursion {

    private static final Logger LOG = System.getLogger(Recursion.class.getName());

    private final NodeContext context;
    private final Overlay overlay;
    private final RoutingConfig config;
    private final Limits limits;
    private final Applications applications = new Applications();
    private final Passage.Station station = new Here();
    private final Origin origin;
    private final RecentMessages recent;
    private long nextId;
    private int passing;
    private int telling;

    /** Passes messages on by what {@code overlay} knows; takes none from others until {@link #open}. */
    public Recursion(NodeContext context, Overlay overlay, RoutingConfig config, Limits limits) {
        this.context = context;
        this.overlay = overlay;
        this.config = config;
        this.limits = limits;
        this.origin = new Origin(context.loop(), config);
        this.recent = new RecentMessages(context.self().id(), config.seenMax());
        // Ids of an earlier life of this address must not come again.
        this.nextId = context.random().nextLong();
    }

    /** Reads and writes the messages of lookups and of recursive routing. */
    public static Codec codec() {
        return RoutingCodec.TABLE;
    }

    /** The name of the protocol of {@link #codec}. */
    public static String protocol() {
        return RoutingCodec.PROTOCOL;
    }

    /** Begins to take messages from others. */
    public void open() {
        context.rpc().serve(Route.class, (from, route, responder) -> take(route, responder));
        context.rpc().serve(Arrival.class, (from, arrival, responder) -> {
            responder.reply(new Taken());
            origin.take(arrival);
        });
    }

    /** Puts an application on this virtual node; messages for {@code name} find it from now on. */
    public void attach(String name, Function<? super KeyBasedRouting, ? extends KbrApplication> factory) {
        applications.attach(name, factory.apply(new Downcalls(name, context.self(), overlay, this)));
    }

    /** Tells all applications that a neighbour has come or gone. */
    public void neighborChanged(NodeRef neighbor, boolean joined) {
        applications.update(neighbor, joined);
    }

    /** Sends a message to the root of {@code key} and waits for the answer; exactly one of the two runs, later. */
    public void route(
            String application,
            Key key,
            Bytes payload,
            Consumer<? super RouteReply> onReply,
            Consumer<? super DhtException> onFailure) {
        if (origin.isFull() || passing >= config.underWayMax()) {
            context.loop()
                    .execute(() -> onFailure.accept(new UnavailableException(
                            "this node has " + config.underWayMax() + " messages under way already")));
            return;
        }
        long id = nextId++;
        origin.await(id, application, onReply, onFailure);
        begin(new Route(context.self(), id, key, application, payload, List.of(), false, true), Optional.empty());
    }

    /** Sends a message to the root of {@code key}; nobody answers. Dropped if too many are under way. */
    void send(String application, Key key, Bytes payload, Optional<NodeRef> hint) {
        if (payload.length() > limits.valueBytes()) {
            throw new LimitExceededException(
                    "a payload of " + payload.length() + " bytes; at most " + limits.valueBytes() + " are allowed");
        }
        if (passing < config.underWayMax()) {
            begin(new Route(context.self(), nextId++, key, application, payload, List.of(), false, false), hint);
        } else {
            LOG.log(DEBUG, "a message was dropped: too many are under way");
        }
    }

    private void begin(Route route, Optional<NodeRef> hint) {
        recent.isNew(route);
        passing++;
        context.loop().execute(passage(route, hint)::decide);
    }

    private Passage passage(Route route, Optional<NodeRef> hint) {
        return new Passage(route, hint, context, overlay, applications, config, station);
    }

    private void take(Route route, Rpc.Responder<? super Taken> responder) {
        if (!context.space().contains(route.key()) || route.payload().length() > limits.valueBytes()) {
            responder.refuse(RpcFailure.MALFORMED);
        } else if (passing >= config.underWayMax()) {
            responder.refuse(RpcFailure.BUSY);
        } else {
            responder.reply(new Taken());
            if (recent.isNew(route)) {
                passing++;
                passage(route, Optional.empty()).decide();
            }
        }
    }

    private void tell(Route route, Outcome outcome, Bytes payload) {
        if (!route.answerExpected()) {
            return;
        }
        Arrival arrival = new Arrival(
                route.id(), outcome, payload, context.self(), route.path().size());
        if (route.origin().equals(context.self())) {
            origin.take(arrival);
        } else if (telling < config.underWayMax()) {
            telling++;
            tell(route.origin(), arrival, 1);
        } else {
            LOG.log(DEBUG, "an answer was dropped: too many are under way");
        }
    }

    private void tell(NodeRef to, Arrival arrival, int attempt) {
        context.rpc().ask(to, arrival, taken -> telling--, failure -> {
            if (attempt < config.attempts() && failure != RpcFailure.CLOSED) {
                tell(to, arrival, attempt + 1);
            } else {
                telling--;
            }
        });
    }

    /** Delivers a message here, at its root. */
    private void deliver(Route route) {
        if (!applications.has(route.application())) {
            tell(route, Outcome.NO_APPLICATION, Bytes.EMPTY);
            return;
        }
        AtomicBoolean answered = new AtomicBoolean();
        boolean delivered =
                applications.deliver(route.application(), route.key(), route.payload(), route.origin(), answer -> {
                    if (answer.length() > limits.valueBytes()) {
                        throw new LimitExceededException("an answer of " + answer.length() + " bytes");
                    }
                    if (answered.compareAndSet(false, true)) {
                        context.loop().execute(() -> tell(route, Outcome.ANSWERED, answer));
                    }
                });
        if (!delivered && answered.compareAndSet(false, true)) {
            tell(route, Outcome.NO_ANSWER, Bytes.EMPTY);
        }
    }

    /** This node, as its messages in passage see it. */
    private final class Here implements Passage.Station {

        @Override
        public void deliver(Route route) {
            passing--;
            Recursion.this.deliver(route);
        }

        @Override
        public void tell(Route route, Outcome outcome, Bytes payload) {
            Recursion.this.tell(route, outcome, payload);
        }

        @Override
        public void passed() {
            passing--;
        }
    }
}
