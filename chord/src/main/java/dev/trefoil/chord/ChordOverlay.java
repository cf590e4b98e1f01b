package dev.trefoil.chord;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.chord.ChordMessage.AskNeighbors;
import dev.trefoil.chord.ChordMessage.Leaving;
import dev.trefoil.chord.ChordMessage.Neighbors;
import dev.trefoil.chord.ChordMessage.Noted;
import dev.trefoil.chord.ChordMessage.Notify;
import dev.trefoil.chord.ChordMessage.Ping;
import dev.trefoil.chord.ChordMessage.Pong;
import dev.trefoil.chord.ChordMessage.PredecessorChanged;
import dev.trefoil.chord.RingRules.Notification;
import dev.trefoil.chord.RingRules.Outcome;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.NeighborListener;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.Proximity;
import dev.trefoil.spi.Request;
import dev.trefoil.spi.RoutingStep;
import dev.trefoil.spi.Rpc;
import dev.trefoil.spi.RpcFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * One node of a Chord ring: answers its peers, and lets the clock drive the conversations that keep its tables.
 *
 * <p>Deviation: the proof begins with r + 1 members installed together; a network here begins with one node and grows by
 * joins. While it has fewer than r + 1 members, lists are shorter and close on themselves, and it is not proven that
 * every history of crashes keeps the ring whole; it converges to the ideal ring after joins, and any node that loses all
 * its successors looks for its place anew. From r + 1 members on the proof holds as long as its conditions do: accurate
 * failure detection, and no member without a living successor.
 *
 * <p>Deviation: in a network that may lose messages detection is not accurate. A node that was given up in error comes
 * back by its own stabilisation; one that may have been given up, because it was paused, asks its successor before it
 * vouches for its place again.
 */
final class ChordOverlay implements Overlay {

    private static final Logger LOG = System.getLogger(ChordOverlay.class.getName());

    /** How many times all remembered nodes are tried before a node without neighbours goes on alone. */
    private static final int REJOIN_ROUNDS = 3;

    private final NodeContext context;
    private final ChordConfig config;
    private final ChordState state;
    private final Peers peers;
    private final Upkeep upkeep;
    private final FingerUpkeep fingerUpkeep;
    private final Suspicions suspicions;
    private final List<Ticker> tickers;
    private long lastTick;

    ChordOverlay(NodeContext context, ChordConfig config, NeighborListener neighbors) {
        this(context, config, neighbors, CorrectedRules::new);
    }

    /** With other rules: a test shows that those published first do not hold. */
    ChordOverlay(
            NodeContext context,
            ChordConfig config,
            NeighborListener neighbors,
            BiFunction<ChordState, Peers, RingRules> rules) {
        this.context = context;
        this.config = config;
        this.state = new ChordState(context, config, neighbors);
        this.peers = new Peers(state);
        this.upkeep = new Upkeep(state, peers, rules.apply(state, peers), this::withoutPlace);
        this.fingerUpkeep = new FingerUpkeep(state, peers);
        this.suspicions = new Suspicions(state, peers, upkeep);
        Reunion reunion = new Reunion(state, peers, upkeep);
        this.tickers = List.of(
                new Ticker(context, config::stabilise, this::tick),
                new Ticker(context, config::fixFinger, fingerUpkeep::next),
                new Ticker(context, reunion::period, reunion::attempt));
        this.<Neighbors, AskNeighbors>serve(AskNeighbors.class, this::neighbors);
        this.<Noted, Notify>serve(Notify.class, this::notified);
        this.<Pong, Ping>serve(Ping.class, (from, ping, responder) -> responder.reply(new Pong()));
        this.<Noted, Leaving>serve(Leaving.class, this::leaving);
        this.<Noted, PredecessorChanged>serve(PredecessorChanged.class, this::predecessorChanged);
    }

    @Override
    public void join(List<NodeRef> seeds, Runnable joined, Consumer<? super JoinFailure> failed) {
        List<NodeRef> others =
                seeds.stream().filter(seed -> !seed.equals(context.self())).toList();
        state.acquaintances().seeds(others);
        if (others.isEmpty()) {
            peers.later(Duration.ZERO, () -> {
                state.enterAlone();
                settleIn();
                joined.run();
            });
            return;
        }
        Runnable entered = () -> {
            settleIn();
            joined.run();
        };
        new Joining(state, peers, others, config.joinAttempts(), entered, failed::accept).start();
    }

    @Override
    public void leave(Runnable left) {
        tickers.forEach(Ticker::stop);
        List<NodeRef> predecessors = state.predecessors().offered();
        Optional<NodeRef> before = state.predecessors().first();
        Optional<NodeRef> after = state.successors().first();
        state.exit();
        upkeep.reset();
        Departure departure = new Departure(peers, new Leaving(predecessors), left);
        departure.tell(before, after);
    }

    @Override
    public boolean isMember() {
        return state.isOnRing();
    }

    @Override
    public RoutingStep nextStep(Key key) {
        return state.isOnRing() ? state.view().step(key) : new RoutingStep.Onward(List.of());
    }

    @Override
    public List<NodeRef> replicaSet(Key key, int count) {
        return state.isOnRing() ? state.view().replicaSet(key, count) : List.of();
    }

    @Override
    public List<NodeRef> neighborSet(int count) {
        return state.view().neighborSet(count);
    }

    @Override
    public Optional<KeyRange> coverage(int count) {
        return state.standing() == ChordState.Standing.MEMBER ? state.view().coverage(count) : Optional.empty();
    }

    @Override
    public void heardFrom(NodeRef node) {
        suspicions.heardFrom(node);
    }

    @Override
    public void suspect(NodeRef node) {
        suspicions.suspect(node);
    }

    /** Begins as one of {@code members}, all of which know their places; the first r + 1 of the proof begin so. */
    void enter(Census members, Proximity proximity) {
        if (members.size() == 1) {
            goOnAlone();
            return;
        }
        IdealPlace place = new IdealPlace(members, context.self(), config.successors());
        state.fingers(place.fingers(context.space(), config.alternates(), proximity));
        state.enter(place.successors(), place.predecessors());
        settleIn();
    }

    ChordState state() {
        return state;
    }

    private void neighbors(NodeRef from, AskNeighbors question, Rpc.Responder<? super Neighbors> responder) {
        if (state.adopting().isPresent()) {
            responder.refuse(RpcFailure.BUSY);
        } else {
            responder.reply(new Neighbors(
                    state.predecessors().offered(), state.successors().offered()));
        }
    }

    private void notified(NodeRef from, Notify notify, Rpc.Responder<? super Noted> responder) {
        claim(new Notification(from, notify.predecessors()), responder);
    }

    private void leaving(NodeRef from, Leaving leaving, Rpc.Responder<? super Noted> responder) {
        // Whatever is said here only makes this node ask sooner: the word of one node never removes another.
        suspicions.suspect(from);
        List<NodeRef> before = leaving.predecessors();
        boolean isOurs = state.predecessors().first().filter(from::equals).isPresent();
        if (isOurs
                && !before.isEmpty()
                && !before.get(0).id().equals(context.self().id())) {
            claim(new Notification(before.get(0), before.subList(1, before.size())), responder);
        } else {
            responder.reply(new Noted());
        }
    }

    private void claim(Notification claim, Rpc.Responder<? super Noted> responder) {
        boolean nonsense = claim.from().id().equals(context.self().id())
                || !context.space().contains(claim.from().id())
                || !state.plausible(claim.predecessors());
        if (nonsense) {
            responder.refuse(RpcFailure.MALFORMED);
        } else if (upkeep.rectify(claim)) {
            responder.reply(new Noted());
        } else {
            responder.refuse(RpcFailure.BUSY);
        }
    }

    private void predecessorChanged(NodeRef from, PredecessorChanged changed, Rpc.Responder<? super Noted> responder) {
        responder.reply(new Noted());
        if (state.successors().first().filter(from::equals).isPresent()) {
            upkeep.stabilise();
        }
    }

    private void tick() {
        long now = context.loop().nanoTime();
        boolean paused = now - lastTick > config.pause().toNanos();
        lastTick = now;
        if (state.isOnRing()) {
            if (paused) {
                LOG.log(Level.WARNING, "{0} was paused and makes sure of its place", context.self());
                state.doubt();
            }
            upkeep.stabilise();
            suspicions.recheck();
        }
    }

    private void withoutPlace(Outcome outcome) {
        LOG.log(Level.DEBUG, "{0} has no neighbours left: {1}", context.self(), outcome);
        state.exit();
        if (outcome == Outcome.ALONE) {
            goOnAlone();
            return;
        }
        rejoin();
    }

    private void rejoin() {
        new Joining(state, peers, state.acquaintances().all(), REJOIN_ROUNDS, this::settleIn, this::notTakenBack)
                .start();
    }

    private void notTakenBack(JoinFailure why) {
        if (why == JoinFailure.DUPLICATE_ID) {
            LOG.log(Level.WARNING, "{0}: another node has taken this id", context.self());
            peers.later(config.pause(), this::rejoin);
        } else {
            goOnAlone();
        }
    }

    private void goOnAlone() {
        state.enterAlone();
        settleIn();
    }

    private void settleIn() {
        upkeep.reset();
        fingerUpkeep.reset();
        suspicions.reset();
        lastTick = context.loop().nanoTime();
        tickers.forEach(Ticker::start);
        upkeep.stabilise();
    }

    private <R extends Message, Q extends Request<R>> void serve(Class<Q> type, Rpc.Handler<Q, R> handler) {
        context.rpc().serve(type, (Rpc.Handler<Q, R>) (from, request, responder) -> {
            if (state.isOnRing()) {
                handler.handle(from, request, responder);
            } else {
                responder.refuse(RpcFailure.NOT_A_MEMBER);
            }
        });
    }
}
