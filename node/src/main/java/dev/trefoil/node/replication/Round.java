package dev.trefoil.node.replication;

import dev.trefoil.NodeRef;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.Request;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One question to the replicas of a key, until enough of them have given an answer that counts.
 *
 * <p>Asks the first few in rank order at once. Each that fails, refuses or keeps it waiting brings one more into play,
 * further down the ranks: there stand the replicas of before, which still answer while their successors load.
 */
final class Round<R extends Message> {

    /** After how long a pause one more replica is asked. */
    static final Duration HEDGE = Duration.ofMillis(200);

    /** How long one replica has to answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    /**
     * Judges the answers and hears how the round ends.
     *
     * @param <R> the answer
     */
    interface Judge<R> {

        /** {@code node} is being asked. */
        default void asked(NodeRef node) {}

        /** Whether the answer of {@code from} counts. */
        boolean counts(NodeRef from, R reply);

        /** {@code from} did not answer. */
        void unanswered(NodeRef from, RpcFailure why);

        /** Enough answers count. Answers that come later are still judged. */
        void reached();

        /** Too few answers count, and nobody is left to ask. Answers that come later are still judged. */
        void failed();

        /** All that were asked have answered or failed to; comes after {@code reached} or {@code failed}. */
        default void over() {}
    }

    private final Peers peers;
    private final EventLoop loop;
    private final List<NodeRef> ranks;
    private final Request<R> request;
    private final Quorum quorum;
    private final Judge<? super R> judge;
    private int next;
    private boolean decided;
    private boolean stopped;
    private Optional<Timer> hedge = Optional.empty();

    Round(Peers peers, EventLoop loop, List<NodeRef> ranks, int needed, Request<R> request, Judge<? super R> judge) {
        this.peers = peers;
        this.loop = loop;
        this.ranks = ranks;
        this.quorum = new Quorum(needed);
        this.request = request;
        this.judge = judge;
    }

    /** Asks the first {@code count} at once. */
    void start(int count) {
        while (next < Math.min(Math.max(count, quorum.needed()), ranks.size())) {
            askNext();
        }
        hedgeLater();
        if (next == 0) {
            loop.execute(this::decide);
        }
    }

    /** Nothing more is asked or judged. */
    void stop() {
        stopped = true;
        hedge.ifPresent(Timer::cancel);
    }

    /** How many have been asked and have not answered. */
    int expected() {
        return quorum.expected();
    }

    private void askNext() {
        NodeRef node = ranks.get(next++);
        quorum.onAsk();
        judge.asked(node);
        peers.ask(node, request, TIMEOUT, reply -> onReply(node, reply), why -> onFailure(node, why));
    }

    private void onReply(NodeRef from, R reply) {
        if (stopped) {
            return;
        }
        if (judge.counts(from, reply)) {
            quorum.onReply();
        } else {
            quorum.onFailure();
            replace();
        }
        decide();
    }

    private void onFailure(NodeRef from, RpcFailure why) {
        if (stopped) {
            return;
        }
        quorum.onFailure();
        judge.unanswered(from, why);
        replace();
        decide();
    }

    private void replace() {
        if (!stopped && !decided && next < ranks.size()) {
            askNext();
        }
    }

    private void decide() {
        if (stopped) {
            return;
        }
        if (!decided) {
            Quorum.State state = quorum.state();
            if (state == Quorum.State.REACHED || (state == Quorum.State.IMPOSSIBLE && next >= ranks.size())) {
                decided = true;
                hedge.ifPresent(Timer::cancel);
                tell(state);
            }
        }
        if (decided && !stopped && quorum.expected() == 0) {
            stop();
            judge.over();
        }
    }

    private void tell(Quorum.State state) {
        if (state == Quorum.State.REACHED) {
            judge.reached();
        } else {
            judge.failed();
        }
    }

    private void hedgeLater() {
        if (next < ranks.size()) {
            hedge = Optional.of(loop.schedule(HEDGE, () -> {
                replace();
                hedgeLater();
            }));
        }
    }
}
