package dev.trefoil.storage;

import static dev.trefoil.storage.StoreOpenException.Reason.JVM_FLAGS;
import static dev.trefoil.storage.StoreOpenException.Reason.UNREADABLE;

import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.Slot;
import dev.trefoil.spi.RangeDigest;
import dev.trefoil.spi.Store;
import dev.trefoil.spi.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store in a directory, in files mapped by Chronicle Map. What it has confirmed survives a kill -9 at any instant, and
 * the loss of power too if it is {@linkplain ChronicleStoreConfig.Durability#MACHINE told to wait for the disk}.
 *
 * <p>One process at a time uses a directory, and always for the same node. Every entry is read back under a checksum: what
 * the disk has changed is reported as {@link StoreException.Reason#DAMAGED} and never returned. Where everything lies is
 * kept in memory, in order, and found again at the opening.
 *
 * <p>A write that would pass a limit, or finds the disk full, is refused with FULL or TOO_LARGE; one that makes an entry
 * smaller, as a deletion does, is taken even then. Thread-safe; after {@link #close} every operation throws
 * {@link IllegalStateException}. The layout on disk is described in {@code docs/storage.md}.
 */
public final class ChronicleStore implements Store {

    private static final System.Logger LOG = System.getLogger(ChronicleStore.class.getName());

    private final Path directory;
    private final ChronicleStoreConfig config;
    private final DirectoryLock directoryLock;
    private final Volumes volumes;
    private final Ledger ledger;
    private final SlotIndex index = new SlotIndex();
    private final Locks locks = new Locks();
    private final List<Consumer<? super Key>> listeners = new CopyOnWriteArrayList<>();
    private final ReadWriteLock life = new ReentrantReadWriteLock();
    private boolean closed;

    private ChronicleStore(Path directory, ChronicleStoreConfig config, DirectoryLock directoryLock, long mark) {
        this.directory = directory;
        this.config = config;
        this.directoryLock = directoryLock;
        this.volumes = new Volumes(directory, config, mark);
        this.ledger = new Ledger(config.maxEntries(), config.maxBytes());
    }

    /**
     * Opens the store in {@code directory}, or makes one if there is none. Repairs it first if it was not closed, which
     * takes some seconds for a gigabyte.
     *
     * @param owner the node it is for; a directory keeps the one it was made for
     * @throws StoreOpenException if it cannot be opened
     */
    public static ChronicleStore open(Path directory, ChronicleStoreConfig config, StoreOwner owner) {
        JvmAccess.require();
        try {
            OpenDirectory opened = OpenDirectory.open(directory, owner);
            ChronicleStore store = new ChronicleStore(
                    directory, config, opened.lock(), opened.identity().mark());
            store.load();
            return store;
        } catch (IOException e) {
            throw new StoreOpenException(UNREADABLE, "the store in " + directory + " cannot be read: " + e, e);
        } catch (LinkageError e) {
            throw new StoreOpenException(JVM_FLAGS, "this Java does not let Chronicle Map work: " + e, e);
        }
    }

    /** Whom the store in {@code directory} belongs to; empty if there is none, or what tells so cannot be read. */
    public static Optional<StoreOwner> ownerOf(Path directory) {
        try {
            return StoreIdentity.read(directory).map(StoreIdentity::owner);
        } catch (IOException | StoreOpenException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Entry> get(Slot slot) {
        return whileOpen(() -> read(slot, index.get(slot)));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the entry is not of the slot's kind
     */
    @Override
    public Entry merge(Slot slot, Entry entry) {
        if (slot.kind() != entry.kind()) {
            throw new IllegalArgumentException("a " + entry.kind() + " does not belong in a slot for a " + slot.kind());
        }
        return whileOpen(() -> alone(slot, () -> {
            Place place = index.get(slot);
            Optional<Entry> held = readable(slot, place);
            Entry merged = held.map(before -> before.merge(entry)).orElse(entry);
            boolean isNews = held.isPresent() ? !merged.equals(held.get()) : place != null || !isNothing(merged);
            if (isNews) {
                replace(slot, place, merged);
            }
            return merged;
        }));
    }

    @Override
    public void drop(Slot slot) {
        whileOpen(() -> alone(slot, () -> {
            Place dropped = index.remove(slot);
            if (dropped != null) {
                ledger.book(-1, -bytesOf(slot, dropped.size()));
                volumes.remove(dropped);
            }
            return slot;
        }));
    }

    @Override
    public void visit(KeyRange range, BiPredicate<? super Slot, ? super Entry> visitor) {
        whileOpen(() -> range);
        for (Map<Slot, Place> part : index.in(range)) {
            for (Map.Entry<Slot, Place> each : part.entrySet()) {
                Optional<Entry> entry = whileOpen(() -> readable(each.getKey(), each.getValue()));
                if (entry.isPresent() && !visitor.test(each.getKey(), entry.get())) {
                    return;
                }
            }
        }
    }

    /** {@inheritDoc} Reads no entry: looks at what is kept in memory. */
    @Override
    public RangeDigest digest(KeyRange range) {
        return whileOpen(() -> index.digest(range));
    }

    @Override
    public void onDamage(Consumer<? super Key> listener) {
        listeners.add(listener);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A deletion ages from the time of its version, an expired value from its expiry. Reads only the entries in which
     * something has aged enough.
     */
    @Override
    public int expire(Instant now, Duration grace) {
        Forgetting forgetting = Forgetting.of(now, grace);
        int forgotten = 0;
        whileOpen(() -> now);
        for (Map.Entry<Slot, Place> each : index.all().entrySet()) {
            if (each.getValue().deadSince() <= forgetting.horizonMillis()) {
                forgotten += whileOpen(() -> alone(each.getKey(), () -> forget(each.getKey(), forgetting)));
            }
        }
        return forgotten;
    }

    @Override
    public long entries() {
        return whileOpen(ledger::entries);
    }

    /** The length of all names, values and elements together. */
    @Override
    public long bytes() {
        return whileOpen(ledger::bytes);
    }

    /** Waits for the disk and seals the files, so that the next opening has nothing to repair. */
    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            volumes.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "could not close the store in " + directory + " in order", e);
        } finally {
            life.writeLock().unlock();
            release(directoryLock);
        }
    }

    @Override
    public String toString() {
        return "ChronicleStore of " + ledger.entries() + " entries, " + ledger.bytes() + " bytes in " + directory;
    }

    private void load() throws IOException {
        Loading loading = new Loading(index, ledger, volumes);
        try {
            Volumes.Opening opening = volumes.open(loading);
            volumes.begin();
            loading.end();
            report(opening, loading);
        } catch (StoreException e) {
            abandon();
            throw new StoreOpenException(StoreOpenException.Reason.NO_SPACE, String.valueOf(e.getMessage()), e);
        } catch (IOException | RuntimeException | Error e) {
            abandon();
            throw e;
        }
    }

    private void abandon() {
        volumes.abandon();
        release(directoryLock);
    }

    private void report(Volumes.Opening opening, Loading loading) {
        int damaged = opening.damaged() + loading.unreadable();
        if (opening.rebuilt() > 0 || damaged > 0) {
            LOG.log(
                    damaged > 0 ? System.Logger.Level.WARNING : System.Logger.Level.INFO,
                    "the store in {0} was not closed in order: {1} of {2} files rebuilt, {3} entries found, {4} pieces"
                            + " lost",
                    directory,
                    opening.rebuilt(),
                    opening.volumes(),
                    ledger.entries(),
                    damaged);
        }
    }

    private static void release(DirectoryLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "could not give back a lock", e);
        }
    }

    private int forget(Slot slot, Forgetting forgetting) {
        Place place = index.get(slot);
        Optional<Entry> held = readable(slot, place);
        int forgotten = held.map(forgetting::countIn).orElse(0);
        if (forgotten == 0) {
            return 0;
        }
        Optional<Entry> remainder = held.flatMap(forgetting::remainderOf);
        if (remainder.isPresent()) {
            replace(slot, place, remainder.get());
        } else if (place != null) {
            index.remove(slot);
            ledger.book(-1, -bytesOf(slot, place.size()));
            volumes.remove(place);
        }
        return forgotten;
    }

    /** Writes the new record, points to it, and only then removes the old one. */
    private void replace(Slot slot, @Nullable Place before, Entry entry) {
        long length = EntryFormat.length(slot, entry);
        boolean isShrinking = before != null && length <= before.length();
        if (!isShrinking && length > config.maxEntryBytes()) {
            throw new StoreException(
                    StoreException.Reason.TOO_LARGE,
                    "an entry of " + length + " bytes on disk; the largest this store takes has "
                            + config.maxEntryBytes());
        }
        long moreBytes = bytesOf(slot, entry.size()) - (before == null ? 0 : bytesOf(slot, before.size()));
        int moreEntries = before == null ? 1 : 0;
        if (!ledger.book(moreEntries, moreBytes)) {
            throw new StoreException(
                    StoreException.Reason.FULL,
                    "no room for " + moreBytes + " more bytes: " + ledger.entries() + " of " + config.maxEntries()
                            + " entries and " + ledger.bytes() + " of " + config.maxBytes() + " bytes are taken");
        }
        try {
            index.put(slot, volumes.write(slot, entry, EntryFormat.encode(slot, entry), isShrinking));
        } catch (StoreException e) {
            ledger.count(-moreEntries, -moreBytes);
            throw e;
        } catch (InternalError e) {
            ledger.count(-moreEntries, -moreBytes);
            throw new StoreException(StoreException.Reason.BROKEN, "the disk failed under a mapped file", e);
        }
        if (before != null) {
            volumes.remove(before);
        }
    }

    /** What is held; empty if nothing is, or if it is damaged, which is told to those who listen. */
    private Optional<Entry> readable(Slot slot, @Nullable Place place) {
        try {
            return read(slot, place);
        } catch (StoreException damaged) {
            return Optional.empty();
        }
    }

    /** Without a lock: a record is removed only after the index has forgotten it, so what is missing has moved. */
    private Optional<Entry> read(Slot slot, @Nullable Place place) {
        Place at = place;
        while (at != null) {
            Optional<Entry> entry = content(slot, at);
            if (entry.isPresent()) {
                return entry;
            }
            Place now = index.get(slot);
            if (at.equals(now)) {
                listeners.forEach(listener -> listener.accept(slot.key()));
                throw new StoreException(
                        StoreException.Reason.DAMAGED, "what is held under " + slot.key() + " is not what was written");
            }
            at = now;
        }
        return Optional.empty();
    }

    private Optional<Entry> content(Slot slot, Place place) {
        try {
            return volumes.read(place)
                    .flatMap(EntryFormat::decode)
                    .filter(content -> content.slot().equals(slot))
                    .map(EntryFormat.Content::entry);
        } catch (InternalError e) {
            LOG.log(System.Logger.Level.ERROR, "the disk failed under a mapped file of " + directory, e);
            return Optional.empty();
        }
    }

    private <T> T alone(Slot slot, Supplier<T> work) {
        Lock lock = locks.of(slot);
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private <T> T whileOpen(Supplier<T> work) {
        life.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the store is closed");
            }
            return work.get();
        } finally {
            life.readLock().unlock();
        }
    }

    private static boolean isNothing(Entry entry) {
        return entry instanceof Entry.Elements elements && elements.cells().isEmpty();
    }

    private static long bytesOf(Slot slot, int size) {
        return slot.name().length() + (long) size;
    }
}
