package dev.trefoil.node.replication;

import dev.trefoil.Slot;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Store;
import dev.trefoil.spi.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Gives all that a leaving node holds to those who will hold it, in as many passes as the time limit allows. */
final class HandOver {

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final EventLoop loop;
    private final Store store;
    private final Handoff handoff;
    private final Predicate<? super Slot> isOwn;
    private final Consumer<? super HandOverReport> done;
    private final Timer limit;
    private long handedOver;
    private long remaining;
    private boolean isAnybodyThere;
    private boolean isFinished;

    private HandOver(
            EventLoop loop,
            Store store,
            Handoff handoff,
            Predicate<? super Slot> isOwn,
            Duration limit,
            Consumer<? super HandOverReport> done) {
        this.loop = loop;
        this.store = store;
        this.handoff = handoff;
        this.isOwn = isOwn;
        this.done = done;
        this.limit = loop.schedule(limit, this::expired);
    }

    /**
     * Hands over; tells in the end what was achieved.
     *
     * @param isOwn which slots of the store are this node's to hand over
     */
    static void start(
            EventLoop loop,
            Store store,
            Handoff handoff,
            Predicate<? super Slot> isOwn,
            Duration limit,
            Consumer<? super HandOverReport> done) {
        HandOver handOver = new HandOver(loop, store, handoff, isOwn, limit, done);
        loop.execute(handOver::pass);
    }

    private void pass() {
        handedOver = 0;
        remaining = 0;
        isAnybodyThere = false;
        next(walk());
    }

    private void next(Walk walk) {
        if (isFinished) {
            return;
        }
        if (walk.isOver()) {
            passed();
            return;
        }
        List<Summary> batch = walk.batch();
        if (batch.isEmpty()) {
            loop.execute(() -> next(walk));
        } else {
            handoff.deliver(batch, true, delivered -> onDelivered(walk, batch, delivered));
        }
    }

    private void onDelivered(Walk walk, List<Summary> batch, Handoff.Delivered delivered) {
        int held = delivered.plan().held().size();
        handedOver += held;
        remaining += delivered.slots() - held;
        isAnybodyThere |= delivered.hasTaker();
        walk.passed(batch.get(delivered.slots() - 1).slot().key());
        next(walk);
    }

    private void passed() {
        if (remaining == 0 || !isAnybodyThere) {
            finish(remaining);
        } else {
            loop.schedule(PAUSE, () -> {
                if (!isFinished) {
                    pass();
                }
            });
        }
    }

    private void expired() {
        if (isFinished) {
            return;
        }
        long all = 0;
        Walk walk = walk();
        while (!walk.isOver()) {
            List<Summary> batch = walk.batch();
            all += batch.size();
            if (!batch.isEmpty()) {
                walk.passed(batch.get(batch.size() - 1).slot().key());
            }
        }
        finish(Math.max(0, all - handedOver));
    }

    private void finish(long left) {
        isFinished = true;
        limit.cancel();
        done.accept(new HandOverReport(handedOver, left));
    }

    private Walk walk() {
        return new Walk(store, RangeSet.ALL, isOwn);
    }
}
