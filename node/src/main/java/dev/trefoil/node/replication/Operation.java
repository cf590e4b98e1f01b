package dev.trefoil.node.replication;

import dev.trefoil.DhtException;
import dev.trefoil.NodeRef;
import dev.trefoil.Slot;
import dev.trefoil.node.replication.Replication.Outcome;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One operation of this node's application on one slot: attempts, with growing pauses, until it succeeds, cannot succeed
 * any more, or its deadline passes.
 *
 * <p>The views of the nodes differ for a while after every change; they agree again within seconds, so that most
 * refusals are worth another attempt.
 */
abstract class Operation<T> {

    /** No operation takes longer, whatever its deadline. */
    private static final Duration DEADLINE_MAX = Duration.ofDays(1);

    private static final Duration PAUSE_MIN = Duration.ofMillis(20);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(1);

    final Origin origin;
    final Slot slot;
    private final Outcome<? super T> outcome;
    private final Duration deadline;
    private Optional<Timer> expiry = Optional.empty();
    private Optional<Timer> pause = Optional.empty();
    private long startedNanos;
    private int attempts;
    private boolean finished;

    Operation(Origin origin, Slot slot, Duration deadline, Outcome<? super T> outcome) {
        this.origin = origin;
        this.slot = slot;
        this.deadline = deadline.compareTo(DEADLINE_MAX) < 0 ? deadline : DEADLINE_MAX;
        this.outcome = outcome;
    }

    /** Tries once, with the replicas of the slot in rank order. */
    abstract void attempt(List<NodeRef> ranks);

    /** What to tell if the deadline passes now. */
    abstract DhtException expired();

    /** Begins. */
    final void start() {
        startedNanos = origin.loop().nanoTime();
        expiry = Optional.of(origin.loop().schedule(deadline, () -> fail(expired())));
        again();
    }

    /** Tries again at once. */
    final void again() {
        if (!finished) {
            attempts++;
            origin.holders().find(slot.key(), this::located, this::lost);
        }
    }

    /** Tries again after a pause, with a fresh idea of where the replicas are. */
    final void retry() {
        if (!finished) {
            forgetHolders();
            pause.ifPresent(Timer::cancel);
            pause = Optional.of(origin.loop().schedule(backoff(), this::again));
        }
    }

    /** A replica that was asked is none: what is remembered of the slot's holders is out of date. */
    final void forgetHolders() {
        origin.holders().forget(slot.key());
    }

    final void forgetIfGone(RpcFailure why) {
        if (why.suggestsDeath()) {
            forgetHolders();
        }
    }

    /** How much time is left; always a moment, so that it can be spent. */
    final Duration remaining() {
        long left = deadline.toNanos() - (origin.loop().nanoTime() - startedNanos);
        return Duration.ofNanos(Math.max(left, Duration.ofMillis(1).toNanos()));
    }

    final boolean isFinished() {
        return finished;
    }

    final void succeed(T value) {
        if (finish()) {
            outcome.done(value);
        }
    }

    final void fail(DhtException why) {
        if (finish()) {
            outcome.failed(why);
        }
    }

    private void located(List<NodeRef> ranks) {
        if (!finished) {
            attempt(ranks);
        }
    }

    private void lost(RpcFailure why) {
        retry();
    }

    /** Doubles from attempt to attempt; half of it is chance, so that rivals do not stay in step. */
    private Duration backoff() {
        long longest = Math.min(PAUSE_MAX.toNanos(), PAUSE_MIN.toNanos() << Math.min(attempts, 20));
        return Duration.ofNanos(longest / 2 + origin.random().nextLong(longest / 2));
    }

    private boolean finish() {
        boolean first = !finished;
        finished = true;
        expiry.ifPresent(Timer::cancel);
        pause.ifPresent(Timer::cancel);
        if (first) {
            origin.ended();
        }
        return first;
    }
}
