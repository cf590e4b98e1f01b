package dev.trefoil.node.replication;

import dev.trefoil.Entry;
import dev.trefoil.Slot;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The slots this process holds though it is no longer one of their replicas: hands them over, and drops each only when
 * all of its replicas have confirmed that they hold it.
 */
final class Strays {

    /** How long at most what was received from a leaving node, ahead of its leaving, is not taken for stray. */
    static final Duration EXPECTATION = Duration.ofSeconds(5);

    private final EventLoop loop;
    private final Overlay overlay;
    private final Store store;
    private final Share share;
    private final Siblings siblings;
    private final Handoff handoff;
    private long expectingUntilNanos;
    private boolean isSuspected = true;
    private boolean isRunning;
    private boolean isLeft;

    Strays(EventLoop loop, Overlay overlay, Store store, Share share, Siblings siblings, Handoff handoff) {
        this.loop = loop;
        this.overlay = overlay;
        this.store = store;
        this.share = share;
        this.siblings = siblings;
        this.handoff = handoff;
        this.expectingUntilNanos = loop.nanoTime();
    }

    /** There may be strays now: this node is responsible for less than before. */
    void look() {
        isSuspected = true;
    }

    /** Slots are arriving that will soon be this node's. */
    void expect() {
        isSuspected = true;
        expectingUntilNanos = loop.nanoTime() + EXPECTATION.toNanos();
    }

    /** Whether none is known of, and none is to be looked for. */
    boolean isEmpty() {
        return !isSuspected && !isRunning;
    }

    /** Goes once through the store, if there may be strays. */
    void run() {
        if (isSuspected && !isRunning && share.isKnown()) {
            isRunning = true;
            isSuspected = false;
            isLeft = false;
            Walk walk = new Walk(store, RangeSet.ALL.minus(share.covered()).minus(share.loaded()), this::isForeign);
            if (loop.nanoTime() - expectingUntilNanos < 0) {
                glance(walk);
            } else {
                next(walk);
            }
        }
    }

    /** Only to see whether what has arrived ahead is this node's by now; what is not, yet may be. */
    private void glance(Walk walk) {
        boolean isFound = !walk.batch().isEmpty();
        if (isFound || walk.isOver()) {
            isRunning = false;
            isSuspected |= isFound;
        } else {
            loop.execute(() -> glance(walk));
        }
    }

    private void next(Walk walk) {
        if (walk.isOver()) {
            isRunning = false;
            isSuspected |= isLeft;
            return;
        }
        List<Summary> batch = walk.batch();
        if (batch.isEmpty()) {
            loop.execute(() -> next(walk));
        } else {
            handoff.deliver(batch, false, delivered -> onDelivered(walk, batch, delivered));
        }
    }

    private void onDelivered(Walk walk, List<Summary> batch, Handoff.Delivered delivered) {
        List<Summary> settled = delivered.plan().settled();
        settled.forEach(this::drop);
        isLeft |= settled.size() < delivered.slots();
        walk.passed(batch.get(delivered.slots() - 1).slot().key());
        next(walk);
    }

    /** What has changed since it was offered stays; the next pass offers it as it is now. */
    private void drop(Summary confirmed) {
        Slot slot = confirmed.slot();
        Optional<Entry> held = store.get(slot);
        boolean isSame =
                held.map(entry -> Summary.of(slot, entry).equals(confirmed)).orElse(false);
        if (isSame && isStray(slot)) {
            store.drop(slot);
            overlay.released(slot.key());
        } else {
            isLeft |= held.isPresent();
        }
    }

    private boolean isStray(Slot slot) {
        return !share.covers(slot.key()) && !share.isLoaded(slot.key()) && isForeign(slot);
    }

    private boolean isForeign(Slot slot) {
        return !siblings.cover(slot.key());
    }
}
