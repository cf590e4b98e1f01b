package dev.trefoil.node.replication;

import dev.trefoil.Slot;
import dev.trefoil.Version;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;

/**
 * What one replica has promised to the writers of conditional writes: to accept nothing below their ballot.
 *
 * <p>The table is bounded, so promises have to be forgotten, and a proposer of Paxos relies on them for ever. The way out
 * is a bound on time: a write is accepted under its promise only during {@link #VALID}, but what is below the ballot is
 * kept out for {@link #LIFETIME}, which is longer. That is safe as long as no message is under way for longer than the
 * difference. And a floor keeps every later ballot above the forgotten ones.
 */
final class Promises {

    /** How many are kept at a time. */
    static final int LIMIT = 16_384;

    /** How long after a promise a write is accepted under it. */
    static final Duration VALID = Duration.ofSeconds(10);

    /** How long a promise keeps out what is below it. */
    static final Duration LIFETIME = Duration.ofSeconds(30);

    private final int limit;
    private final LinkedHashMap<Slot, Promise> bySlot = new LinkedHashMap<>();
    private Version floor = Version.NONE;

    Promises(int limit) {
        this.limit = limit;
    }

    /** Promises {@code ballot}, if it is above all that was promised for {@code slot}; once more if it is the last. */
    Answer promise(Slot slot, Version ballot, long nowNanos) {
        expire(nowNanos);
        Promise earlier = bySlot.get(slot);
        if (earlier != null && earlier.ballot.equals(ballot)) {
            return Answer.PROMISED;
        }
        if (ballot.compareTo(earlier == null ? floor : earlier.ballot) <= 0) {
            return Answer.TOO_LOW;
        }
        if (earlier == null && bySlot.size() >= limit) {
            return Answer.FULL;
        }
        bySlot.remove(slot);
        bySlot.put(slot, new Promise(ballot, nowNanos));
        return Answer.PROMISED;
    }

    /** Whether a write with this ballot may be accepted: it is the last that was promised, not long ago. */
    boolean isKept(Slot slot, Version ballot, long nowNanos) {
        expire(nowNanos);
        Promise promise = bySlot.get(slot);
        return promise != null && promise.ballot.equals(ballot) && nowNanos - promise.madeNanos < VALID.toNanos();
    }

    /** What nothing may be below that is stored in {@code slot}. */
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
        Iterator<Promise> oldest = bySlot.values().iterator();
        while (oldest.hasNext()) {
            Promise promise = oldest.next();
            if (nowNanos - promise.madeNanos < LIFETIME.toNanos()) {
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

    private record Promise(Version ballot, long madeNanos) {}
}
