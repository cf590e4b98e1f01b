package dev.trefoil.spi;

import dev.trefoil.Entry;
import dev.trefoil.KeyRange;
import dev.trefoil.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The entries one process holds, shared by its virtual nodes, in the order of their slots.
 *
 * <p>Thread-safe: operations on one slot happen one after the other. May block on a disk. Knows nothing of replicas;
 * versions matter to it only through {@link Entry#merge}.
 */
public interface Store extends AutoCloseable {

    /** What is held in {@code slot}, tombstones and expired cells included. */
    Optional<Entry> get(Slot slot);

    /**
     * Merges {@code entry} into what is held in {@code slot}: the one way to write. When it returns, the write is as
     * durable as this store makes it.
     *
     * @return what the slot holds now
     * @throws StoreException if the entry cannot be stored; what was held before is still held
     */
    Entry merge(Slot slot, Entry entry);

    /** Forgets a slot that others now hold. This is not a deletion: nothing remains to tell of it. */
    void drop(Slot slot);

    /**
     * Shows the entries whose keys lie in {@code range}, clockwise from its start, until {@code visitor} returns false.
     * Entries that change meanwhile may be shown before or after the change.
     */
    void visit(KeyRange range, BiPredicate<? super Slot, ? super Entry> visitor);

    /**
     * Forgets the deletions and expired values that are older than {@code grace}.
     *
     * @return how many cells were forgotten
     */
    int expire(Instant now, Duration grace);

    /** How many slots are held. */
    long entries();

    /** About how many bytes of user data are held. */
    long bytes();

    /** Frees files and locks; idempotent. */
    @Override
    void close();
}
