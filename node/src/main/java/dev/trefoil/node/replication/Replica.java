package dev.trefoil.node.replication;

import dev.trefoil.Bytes;
import dev.trefoil.Cell;
import dev.trefoil.Entry;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import dev.trefoil.node.replication.ReplicationMessage.Found;
import dev.trefoil.node.replication.ReplicationMessage.Prepare;
import dev.trefoil.node.replication.ReplicationMessage.Prepared;
import dev.trefoil.node.replication.ReplicationMessage.Read;
import dev.trefoil.node.replication.ReplicationMessage.Write;
import dev.trefoil.node.replication.ReplicationMessage.Written;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.Store;
import dev.trefoil.spi.StoreException;
import java.util.Map;
import java.util.Optional;

/**
 * One replica's answers to those who read and write.
 *
 * <p>It never says "there is nothing" out of ignorance: what it does not answer for, or has not completely received, it
 * says so about. And it never acknowledges a write that lost to a newer one: such a write is stale, and its origin tries
 * again with a higher version.
 *
 * <p>It is an acceptor of Paxos too, whose ballots are versions: whatever way a value comes, from its writer, from a
 * reader or from another replica, it is not stored below a ballot that was promised.
 */
final class Replica {

    private static final System.Logger LOG = System.getLogger(Replica.class.getName());

    private final EventLoop loop;
    private final Overlay overlay;
    private final Store store;
    private final Share share;
    private final Admission admission;
    private final HybridClock clock;
    private final Promises promises;

    Replica(
            EventLoop loop,
            Overlay overlay,
            Store store,
            Share share,
            Admission admission,
            HybridClock clock,
            Promises promises) {
        this.loop = loop;
        this.overlay = overlay;
        this.store = store;
        this.share = share;
        this.admission = admission;
        this.clock = clock;
        this.promises = promises;
    }

    /** What is held, if this node has all there is. */
    Found read(Read request) {
        if (!admission.isPlaced(request.slot())) {
            return new Found(Verdict.MISPLACED, Optional.empty());
        }
        Verdict verdict = standing(request.slot());
        try {
            return new Found(verdict, verdict == Verdict.DONE ? store.get(request.slot()) : Optional.empty());
        } catch (StoreException e) {
            return new Found(ofStore(e), Optional.empty());
        }
    }

    /** Stores, unless something newer is there or promised. */
    Written write(Write request) {
        Slot slot = request.slot();
        Optional<Verdict> refusal = admission.refusal(slot, request.entry());
        if (refusal.isPresent()) {
            return refuse(refusal.get());
        }
        Verdict standing = standing(slot);
        if (standing == Verdict.NOT_RESPONSIBLE) {
            return refuse(standing);
        }
        Version version = request.entry().version();
        if (!clock.observe(version) && !(request.repair() && clock.mayCopy(version))) {
            return refuse(Verdict.CLOCK);
        }
        if (request.promise().isPresent()) {
            return standing == Verdict.DONE ? writeUnder(request.promise().get(), request) : refuse(standing);
        }
        Version bound = promises.bound(slot, loop.nanoTime());
        if (version.compareTo(bound) < 0) {
            return new Written(Verdict.STALE, bound);
        }
        if (!request.repair() && isTooLarge(slot, request.entry())) {
            return refuse(Verdict.TOO_LARGE);
        }
        return merge(slot, request.entry());
    }

    /** Promises, and tells what is held (phase 1 of Paxos). */
    Prepared prepare(Prepare request) {
        Slot slot = request.slot();
        if (!admission.isPlaced(slot) || slot.kind() != Slot.Kind.REGISTER) {
            return new Prepared(Verdict.MISPLACED, Version.NONE, Optional.empty());
        }
        Verdict standing = standing(slot);
        if (standing != Verdict.DONE) {
            return new Prepared(standing, Version.NONE, Optional.empty());
        }
        if (!clock.observe(request.ballot())) {
            return new Prepared(Verdict.CLOCK, Version.NONE, Optional.empty());
        }
        Optional<Entry> held;
        try {
            held = store.get(slot);
        } catch (StoreException e) {
            return new Prepared(ofStore(e), Version.NONE, Optional.empty());
        }
        Version version = held.map(Entry::version).orElse(Version.NONE);
        if (request.ballot().compareTo(version) <= 0) {
            return new Prepared(Verdict.STALE, version, Optional.empty());
        }
        long now = loop.nanoTime();
        return switch (promises.promise(slot, request.ballot(), now)) {
            case PROMISED -> new Prepared(Verdict.DONE, Version.NONE, held);
            case TOO_LOW -> new Prepared(Verdict.STALE, promises.toExceed(slot, now), Optional.empty());
            case FULL -> new Prepared(Verdict.BUSY, Version.NONE, Optional.empty());
        };
    }

    /**
     * Takes a copy of what another replica holds, and is as good as it if it has something newer already.
     *
     * @return {@link Verdict#BUSY} if a promise keeps the copy out for now
     */
    Verdict take(Holding holding) {
        Slot slot = holding.slot();
        Entry entry = holding.entry();
        Optional<Verdict> refusal = admission.refusal(slot, entry);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!clock.observe(entry.version()) && !clock.mayCopy(entry.version())) {
            return Verdict.CLOCK;
        }
        boolean isKeptOut = entry.version().compareTo(promises.bound(slot, loop.nanoTime())) < 0;
        if (isKeptOut && !readable(slot).map(held -> isNewer(held, entry)).orElse(false)) {
            return Verdict.BUSY;
        }
        Verdict verdict = merge(slot, entry).verdict();
        return verdict == Verdict.STALE ? stored(slot) : verdict;
    }

    /** {@link Verdict#DONE} if this node answers for the slot and has all there is, or why not. */
    Verdict standing(Slot slot) {
        if (share.isLoaded(slot.key())) {
            return Verdict.DONE;
        }
        return share.covers(slot.key()) ? Verdict.NOT_LOADED : Verdict.NOT_RESPONSIBLE;
    }

    /** Phase 2 of Paxos. */
    private Written writeUnder(Version ballot, Write request) {
        boolean isHeld = readable(request.slot()).equals(Optional.of(request.entry()));
        if (!isHeld && !promises.isKept(request.slot(), ballot, loop.nanoTime())) {
            return refuse(Verdict.PROMISE_BROKEN);
        }
        return merge(request.slot(), request.entry());
    }

    private boolean isTooLarge(Slot slot, Entry entry) {
        if (entry instanceof Entry.Register) {
            return false;
        }
        Optional<Entry> before = readable(slot);
        return !admission.mayBecome(
                before, before.map(held -> held.merge(entry)).orElse(entry));
    }

    /** What is held, where something damaged counts for nothing because a write will take its place. */
    private Optional<Entry> readable(Slot slot) {
        try {
            return store.get(slot);
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    private Written merge(Slot slot, Entry entry) {
        try {
            Entry now = store.merge(slot, entry);
            overlay.holding(slot.key());
            Version newer = overruled(entry, now);
            return newer.equals(Version.NONE)
                    ? new Written(stored(slot), Version.NONE)
                    : new Written(Verdict.STALE, newer);
        } catch (StoreException e) {
            return refuse(ofStore(e));
        }
    }

    /** The newest version by which a cell of {@code written} was overruled; NONE if all of them are now held. */
    private static Version overruled(Entry written, Entry now) {
        if (written instanceof Entry.Register register) {
            return register.equals(now) ? Version.NONE : now.version();
        }
        Version newest = Version.NONE;
        Map<Bytes, Cell> held = ((Entry.Elements) now).cells();
        for (Map.Entry<Bytes, Cell> element : ((Entry.Elements) written).cells().entrySet()) {
            Cell current = held.get(element.getKey());
            if (current != null && !current.equals(element.getValue())) {
                newest = newest.compareTo(current.version()) >= 0 ? newest : current.version();
            }
        }
        return newest;
    }

    private static boolean isNewer(Entry held, Entry other) {
        return held.version().compareTo(other.version()) >= 0;
    }

    private static Verdict ofStore(StoreException failure) {
        return switch (failure.reason()) {
            case FULL -> Verdict.FULL;
            case TOO_LARGE -> Verdict.TOO_LARGE;
            case DAMAGED -> Verdict.NOT_LOADED;
            case BROKEN -> {
                LOG.log(System.Logger.Level.ERROR, "the store failed", failure);
                yield Verdict.BROKEN;
            }
        };
    }

    private Verdict stored(Slot slot) {
        return share.isLoaded(slot.key()) ? Verdict.DONE : Verdict.DONE_UNLOADED;
    }

    private static Written refuse(Verdict verdict) {
        return new Written(verdict, Version.NONE);
    }
}
