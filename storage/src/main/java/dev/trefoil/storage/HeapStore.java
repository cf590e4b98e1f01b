package dev.trefoil.storage;

import dev.trefoil.Bytes;
import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.Slot;
import dev.trefoil.spi.Store;
import dev.trefoil.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

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

    /** Writers of different slots rarely meet at the same of so many locks. A power of two. */
    private static final int LOCKS = 64;

    private static final Key ONE = Key.powerOfTwo(0);

    private final ConcurrentNavigableMap<Slot, Entry> entries = new ConcurrentSkipListMap<>();
    private final HeapStoreConfig config;
    private final Ledger ledger;

    /** Made when first needed: of many stores in one simulation most never hold anything. */
    private final AtomicReferenceArray<@Nullable Lock> locks = new AtomicReferenceArray<>(LOCKS);

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
        Lock lock = lockOf(slot);
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
        Lock lock = lockOf(slot);
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
        boolean wraps = range.after().compareTo(range.upTo()) >= 0;
        if (wraps) {
            boolean goOn = visit(after(entries, range.after()), visitor);
            if (goOn) {
                visit(upTo(entries, range.upTo()), visitor);
            }
        } else {
            visit(upTo(after(entries, range.after()), range.upTo()), visitor);
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
        Lock lock = lockOf(slot);
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

    /** The slots of all keys greater than {@code key}. */
    private static NavigableMap<Slot, Entry> after(NavigableMap<Slot, Entry> all, Key key) {
        Key next = key.plus(ONE);
        return next.equals(Key.ZERO) ? new ConcurrentSkipListMap<>() : all.tailMap(firstOf(next), true);
    }

    /** The slots of all keys up to and including {@code key}. */
    private static NavigableMap<Slot, Entry> upTo(NavigableMap<Slot, Entry> all, Key key) {
        Key next = key.plus(ONE);
        return next.equals(Key.ZERO) ? all : all.headMap(firstOf(next), false);
    }

    /** The first of all slots that a key can have. */
    private static Slot firstOf(Key key) {
        return new Slot(key, Slot.Kind.REGISTER, Bytes.EMPTY);
    }

    /** A set of which not even a discarded element is known says nothing, so it takes no room. */
    private static boolean isNothing(Entry entry) {
        return entry instanceof Entry.Elements elements && elements.cells().isEmpty();
    }

    private static long bytesOf(Slot slot, Entry entry) {
        return slot.name().length() + (long) entry.size();
    }

    private Lock lockOf(Slot slot) {
        int hash = slot.hashCode();
        int place = (hash ^ (hash >>> 16)) & (LOCKS - 1);
        Lock lock = locks.get(place);
        if (lock == null) {
            locks.compareAndSet(place, null, new ReentrantLock());
            lock = Objects.requireNonNull(locks.get(place));
        }
        return lock;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }
}
