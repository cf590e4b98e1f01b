package dev.trefoil.node.rpc;

import static java.lang.System.Logger.Level.ERROR;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Envelope;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.Request;
import dev.trefoil.spi.Rpc;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Timer;
import dev.trefoil.spi.Transport;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The questions and answers of one virtual node, and the one owner of their timeouts.
 *
 * <p>Belongs to the node's loop. What the transport calls back on other threads comes to the loop first. A peer that
 * answers too late is not harmed by it: the answer tells its true round-trip time, and the next question waits longer.
 */
public final class NodeRpc implements Rpc {

    private static final Logger LOG = System.getLogger(NodeRpc.class.getName());

    private final NodeRef self;
    private final KeySpace space;
    private final EventLoop loop;
    private final Switchboard switchboard;
    private final RpcConfig config;
    private final RoundTripTimes times;
    private final Map<Class<?>, Served<?, ?>> served = new HashMap<>();
    private final Set<Question<?>> outstanding = new LinkedHashSet<>();
    private PeerListener peers = new Nobody();
    private BooleanSupplier member = () -> false;
    private boolean closed;

    /** Asks in the name of {@code self}; answers nobody until {@link #open}. */
    public NodeRpc(NodeRef self, KeySpace space, EventLoop loop, Switchboard switchboard, RpcConfig config) {
        this.self = self;
        this.space = space;
        this.loop = loop;
        this.switchboard = switchboard;
        this.config = config;
        this.times = new RoundTripTimes(config);
    }

    /**
     * Begins to take requests.
     *
     * @param member whether this node is a member; while it is not, only strangers' questions are answered
     * @param peers hears from then on who speaks and who is silent
     */
    public void open(BooleanSupplier member, PeerListener peers) {
        this.member = member;
        this.peers = peers;
        switchboard.connect(self, loop, this::receive);
    }

    /** Answers nobody any more, and fails all questions, now and from now on, as {@link RpcFailure#CLOSED}. */
    public void close() {
        if (!closed) {
            closed = true;
            switchboard.disconnect(self.id());
            List.copyOf(outstanding).forEach(question -> question.fail(RpcFailure.CLOSED));
        }
    }

    @Override
    public <R extends Message> void ask(
            NodeRef to, Request<R> request, Consumer<? super R> onReply, Consumer<? super RpcFailure> onFailure) {
        Duration timeout = times.timeout(to.address());
        begin(new Question<>(to.address(), to, true, request, onReply, onFailure), timeout);
    }

    @Override
    public <R extends Message> void ask(
            NodeRef to,
            Request<R> request,
            Duration timeout,
            Consumer<? super R> onReply,
            Consumer<? super RpcFailure> onFailure) {
        begin(new Question<>(to.address(), to, false, request, onReply, onFailure), timeout);
    }

    /** Asks whichever virtual node the process at {@code to} prefers; for the first contact, when no id is known. */
    public <R extends Message> void askAnyone(
            Address to,
            Request<R> request,
            Duration timeout,
            Consumer<? super R> onReply,
            Consumer<? super RpcFailure> onFailure) {
        begin(new Question<>(to, null, false, request, onReply, onFailure), timeout);
    }

    @Override
    public <R extends Message, Q extends Request<R>> void serve(Class<Q> type, Handler<Q, R> handler) {
        serve(new Served<>(type, handler, false));
    }

    /** As {@link #serve}, but also while this node is not a member, and for those who are none. */
    public <R extends Message, Q extends Request<R>> void serveStrangers(Class<Q> type, Handler<Q, R> handler) {
        serve(new Served<>(type, handler, true));
    }

    /** How many questions are open. */
    public int outstanding() {
        return outstanding.size();
    }

    private void serve(Served<?, ?> row) {
        if (served.putIfAbsent(row.type, row) != null) {
            throw new IllegalStateException(row.type.getName() + " is served already");
        }
    }

    private <R extends Message> void begin(Question<R> question, Duration timeout) {
        if (closed || outstanding.size() >= config.outstandingMax()) {
            RpcFailure why = closed ? RpcFailure.CLOSED : RpcFailure.BUSY;
            loop.execute(() -> question.onFailure.accept(why));
        } else {
            outstanding.add(question);
            question.send(timeout);
        }
    }

    private void receive(Envelope envelope, Transport.ReplyHandler reply) {
        Served<?, ?> row = served.get(envelope.message().getClass());
        if (row != null && row.strangers) {
            row.handle(envelope.from(), envelope.message(), reply);
        } else if (closed || !member.getAsBoolean()) {
            reply.failed(RpcFailure.NOT_A_MEMBER);
        } else if (row == null || !space.contains(envelope.from().id())) {
            reply.failed(RpcFailure.MALFORMED);
        } else {
            tell(() -> peers.heardFrom(envelope.from()));
            row.handle(envelope.from(), envelope.message(), reply);
        }
    }

    /** What a listener throws is its own affair. */
    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.log(ERROR, "an overlay failed to take note of a peer", e);
        }
    }

    /** One question under way. */
    private final class Question<R extends Message> implements Transport.ReplyHandler {

        private final Address address;
        private final @Nullable NodeRef peer;
        private final boolean measured;
        private final Request<R> request;
        private final Consumer<? super R> onReply;
        private final Consumer<? super RpcFailure> onFailure;
        private final long askedNanos = loop.nanoTime();
        private @Nullable Timer timer;

        Question(
                Address address,
                @Nullable NodeRef peer,
                boolean measured,
                Request<R> request,
                Consumer<? super R> onReply,
                Consumer<? super RpcFailure> onFailure) {
            this.address = address;
            this.peer = peer;
            this.measured = measured;
            this.request = request;
            this.onReply = onReply;
            this.onFailure = onFailure;
        }

        void send(Duration timeout) {
            timer = loop.schedule(timeout, () -> timeOut(timeout));
            Optional<Key> to = Optional.ofNullable(peer).map(NodeRef::id);
            switchboard.request(address, new Envelope(self, to, request), timeout.plus(config.transportGrace()), this);
        }

        @Override
        public void replied(Message response) {
            loop.execute(() -> take(response));
        }

        @Override
        public void failed(RpcFailure why) {
            loop.execute(() -> fail(why));
        }

        /** Takes an answer, also a late one, which at least says that the peer lives and how slow it is. */
        private void take(Message response) {
            if (measured) {
                times.answered(address, loop.nanoTime() - askedNanos);
            }
            if (peer != null) {
                tell(() -> peers.heardFrom(peer));
            }
            if (ReplyTypes.fits(request, response)) {
                if (end()) {
                    @SuppressWarnings("unchecked") // checked in the line above the last
                    R answer = (R) response;
                    onReply.accept(answer);
                }
            } else {
                fail(RpcFailure.MALFORMED);
            }
        }

        private void timeOut(Duration waited) {
            if (measured) {
                times.timedOut(address, waited);
            }
            fail(RpcFailure.TIMED_OUT);
        }

        private void fail(RpcFailure why) {
            if (end()) {
                if (peer != null && why.suggestsDeath()) {
                    tell(() -> peers.suspect(peer));
                }
                onFailure.accept(why);
            }
        }

        /** Whether this question was still open; it is not any more. */
        private boolean end() {
            if (timer != null) {
                timer.cancel();
            }
            return outstanding.remove(this);
        }
    }

    /** How one type of request is answered. */
    private record Served<Q extends Request<R>, R extends Message>(
            Class<Q> type, Handler<Q, R> handler, boolean strangers) {

        void handle(NodeRef from, Message message, Transport.ReplyHandler reply) {
            Once<R> responder = new Once<>(reply);
            try {
                handler.handle(from, type.cast(message), responder);
            } catch (RuntimeException e) {
                LOG.log(ERROR, () -> "no answer to a " + type.getSimpleName(), e);
                responder.refuse(RpcFailure.BUSY);
            }
        }
    }

    /** Passes one answer on. */
    private static final class Once<R extends Message> implements Responder<R> {

        private Transport.@Nullable ReplyHandler reply;

        Once(Transport.ReplyHandler reply) {
            this.reply = reply;
        }

        @Override
        public void reply(R response) {
            Transport.ReplyHandler taken = reply;
            reply = null;
            if (taken != null) {
                taken.replied(response);
            }
        }

        @Override
        public void refuse(RpcFailure why) {
            Transport.ReplyHandler taken = reply;
            reply = null;
            if (taken != null) {
                taken.failed(why);
            }
        }
    }

    /** Nobody listens yet. */
    private static final class Nobody implements PeerListener {
        @Override
        public void heardFrom(NodeRef peer) {}

        @Override
        public void suspect(NodeRef peer) {}
    }
}
