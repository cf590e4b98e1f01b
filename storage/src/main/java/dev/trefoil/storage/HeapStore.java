package dev.trefoil.storage;

import dev.trefoil.Entry;
import dev.trefoil.KeyRange;
import dev.trefoil.Slot;
import dev.trefoil.spi.Store;
import dev.trefoil.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Lock;
import java.util.function.BiPredicate;

/**
 * A store in memory, in the order of the slots. Nothing survives the process.
 *
 * <p>A write that would pass a limit is refused with FULL or TOO_LARGE. One that adds no entry and no bytes is always
 * taken, however full the store is: so what is held can be overwritten with less and deleted at any time. The deletion
 * of something that is not held does add an entry, for its tombstone, and may be refused; nothing can come back by that,
 * since this store has nothing to come back.
 *
 * <p>Reads and visits take no lock. After {@link #close} every operation throws {@link IllegalStateException}.
 */
public final class HeapStore implements Store {

    private final ConcurrentNavigableMap<Slot, Entry> entries = new ConcurrentSkipListMap<>();
    private final HeapStoreConfig config;
    private final Ledger ledger;
    private final Locks locks = new Locks();
    private volatile boolean closed;

    /** A store with the default limits. */
    public HeapStore() {
        this(HeapStoreConfig.defaults());
    }

    /** A store with the limits of {@code config}. */
    public HeapStore(HeapStoreConfig config) {
        this.config = config;
        this.ledger = new Ledger(config.maxEntries(), config.maxBytes());
    }

    @Override
    public Optional<Entry> get(Slot slot) {
        requireOpen();
        return Optional.ofNullable(entries.get(slot));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the entry is not of the slot's kind
     */
    @Override
    public Entry merge(Slot slot, Entry entry) {
        requireOpen();
        if (slot.kind() != entry.kind()) {
            throw new IllegalArgumentException("a " + entry.kind() + " does not belong in a slot for a " + slot.kind());
        }
        Lock lock = locks.of(slot);
        lock.lock();
        try {
            Entry held = entries.get(slot);
            Entry merged = held == null ? entry : held.merge(entry);
            if (held == null ? !isNothing(merged) : !merged.equals(held)) {
                book(slot, held == null ? Optional.empty() : Optional.of(held), merged);
                entries.put(slot, merged);
            }
            return merged;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void drop(Slot slot) {
        requireOpen();
        Lock lock = locks.of(slot);
        lock.lock();
        try {
            Entry dropped = entries.remove(slot);
            if (dropped != null) {
                ledger.book(-1, -bytesOf(slot, dropped));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void visit(KeyRange range, BiPredicate<? super Slot, ? super Entry> visitor) {
        requireOpen();
        for (Map<Slot, Entry> part : Arc.of(entries, range)) {
            if (!visit(part, visitor)) {
                return;
            }
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>A deletion ages from the time of its version, an expired value from its expiry. Elements of a set age each on
     * its own; a set without any is dropped.
     */
    @Override
    public int expire(Instant now, Duration grace) {
        requireOpen();
        Forgetting forgetting = Forgetting.of(now, grace);
        int forgotten = 0;
        for (Map.Entry<Slot, Entry> each : entries.entrySet()) {
            if (forgetting.countIn(each.getValue()) > 0) {
                forgotten += forget(each.getKey(), forgetting);
            }
        }
        return forgotten;
    }

    @Override
    public long entries() {
        requireOpen();
        return ledger.entries();
    }

    /** The length of all names, values and elements together. */
    @Override
    public long bytes() {
        requireOpen();
        return ledger.bytes();
    }

    @Override
    public void close() {
        closed = true;
        entries.clear();
    }

    @Override
    public String toString() {
        return "HeapStore of " + ledger.entries() + " entries, " + ledger.bytes() + " bytes";
    }

    private int forget(Slot slot, Forgetting forgetting) {
        Lock lock = locks.of(slot);
        lock.lock();
        try {
            Entry held = entries.get(slot);
            if (held == null) {
                return 0;
            }
            int forgotten = forgetting.countIn(held);
            Optional<Entry> remainder = forgotten == 0 ? Optional.of(held) : forgetting.remainderOf(held);
            if (remainder.isEmpty()) {
                entries.remove(slot);
                ledger.book(-1, -bytesOf(slot, held));
            } else {
                entries.put(slot, remainder.get());
                ledger.book(0, bytesOf(slot, remainder.get()) - bytesOf(slot, held));
            }
            return forgotten;
        } finally {
            lock.unlock();
        }
    }

    private void book(Slot slot, Optional<Entry> held, Entry merged) {
        long bytes = bytesOf(slot, merged);
        long moreBytes = bytes - held.map(entry -> bytesOf(slot, entry)).orElse(0L);
        if (moreBytes > 0 && bytes > config.maxEntryBytes()) {
            throw new StoreException(
                    StoreException.Reason.TOO_LARGE,
                    "an entry of " + bytes + " bytes; the largest this store takes has " + config.maxEntryBytes());
        }
        if (!ledger.book(held.isPresent() ? 0 : 1, moreBytes)) {
            throw new StoreException(
                    StoreException.Reason.FULL,
                    "no room for " + moreBytes + " more bytes: " + ledger.entries() + " of " + config.maxEntries()
                            + " entries and " + ledger.bytes() + " of " + config.maxBytes() + " bytes are taken");
        }
    }

    private static boolean visit(Map<Slot, Entry> part, BiPredicate<? super Slot, ? super Entry> visitor) {
        for (Map.Entry<Slot, Entry> each : part.entrySet()) {
            if (!visitor.test(each.getKey(), each.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** A set of which not even a discarded element is known says nothing, so it takes no room. */
    private static boolean isNothing(Entry entry) {
        return entry instanceof Entry.Elements elements && elements.cells().isEmpty();
    }

    private static long bytesOf(Slot slot, Entry entry) {
        return slot.name().length() + (long) entry.size();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }
}
