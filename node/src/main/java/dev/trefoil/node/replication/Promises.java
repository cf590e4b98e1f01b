package dev.trefoil.node.replication;

import dev.trefoil.Slot;
import dev.trefoil.Version;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one replica has promised to the writers of conditional writes: to accept nothing below their ballot.
 *
 * <p>A promise lives as long as any operation may last, and the table is bounded. Forgetting is safe: a write under a
 * promise is accepted only while the promise is remembered, and a floor keeps every later ballot above the
 * forgotten ones, so that a write which was accepted by a minority and outlived its promise cannot come out above one
 * that was chosen after it.
 */
final class Promises {

    /** How many are kept at a time. */
    static final int LIMIT = 16_384;

    private final long lifetimeNanos;
    private final int limit;
    private final LinkedHashMap<Slot, Promise> bySlot = new LinkedHashMap<>();
    private Version floor;

    /**
     * @param lifetime longer than any operation
     * @param floor ballots have to be above it: nothing is known of the promises of an earlier life
     */
    Promises(Duration lifetime, int limit, Version floor) {
        this.lifetimeNanos = lifetime.toNanos();
        this.limit = limit;
        this.floor = floor;
    }

    /**
     * Promises {@code ballot}, if it is above all that was promised for {@code slot}.
     *
     * @param held the version of what the slot holds now; {@link Version#NONE} for nothing
     */
    Answer promise(Slot slot, Version ballot, Version held, long nowNanos) {
        expire(nowNanos);
        Promise earlier = bySlot.get(slot);
        Version bound = earlier == null ? floor : earlier.ballot;
        if (earlier != null && earlier.ballot.equals(ballot)) {
            return earlier.held.equals(held) ? Answer.PROMISED : Answer.TOO_LOW;
        }
        if (ballot.compareTo(bound) <= 0) {
            return Answer.TOO_LOW;
        }
        if (earlier == null && bySlot.size() >= limit) {
            return Answer.FULL;
        }
        bySlot.remove(slot);
        bySlot.put(slot, new Promise(ballot, held, nowNanos));
        return Answer.PROMISED;
    }

    /** Whether {@code ballot} is still promised, and the slot still holds what it held then. */
    boolean isKept(Slot slot, Version ballot, Version held, long nowNanos) {
        expire(nowNanos);
        Promise promise = bySlot.get(slot);
        return promise != null && promise.ballot.equals(ballot) && promise.held.equals(held);
    }

    /** What a write to {@code slot} has to be above. */
    Version bound(Slot slot, long nowNanos) {
        expire(nowNanos);
        Promise promise = bySlot.get(slot);
        return promise == null ? Version.NONE : promise.ballot;
    }

    /** What a ballot for {@code slot} has to be above. */
    Version toExceed(Slot slot, long nowNanos) {
        expire(nowNanos);
        Promise promise = bySlot.get(slot);
        return promise == null ? floor : promise.ballot;
    }

    int size() {
        return bySlot.size();
    }

    /** They are in the order in which they were made, so the oldest come first. */
    private void expire(long nowNanos) {
        Iterator<Map.Entry<Slot, Promise>> oldest = bySlot.entrySet().iterator();
        while (oldest.hasNext()) {
            Promise promise = oldest.next().getValue();
            if (nowNanos - promise.madeNanos < lifetimeNanos) {
                return;
            }
            floor = floor.compareTo(promise.ballot) >= 0 ? floor : promise.ballot;
            oldest.remove();
        }
    }

    /** Whether a promise was given. */
    enum Answer {
        PROMISED,
        /** The ballot is not above the bound. */
        TOO_LOW,
        /** There are as many promises as are kept at a time. */
        FULL
    }

    private record Promise(Version ballot, Version held, long madeNanos) {}
}
