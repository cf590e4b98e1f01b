package dev.trefoil.spi;

import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * The entries one process holds, shared by its virtual nodes, in the order of their slots.
 *
 * <p>Thread-safe: operations on one slot happen one after the other. May block on a disk. Knows nothing of replicas;
 * versions matter to it only through {@link Entry#merge}.
 */
public interface Store extends AutoCloseable {

    /**
     * What is held in {@code slot}, tombstones and expired cells included.
     *
     * @throws StoreException with {@link StoreException.Reason#DAMAGED} if something is held and cannot be read. That
     *     stays so until the slot is written again or dropped
     */
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
     * Entries that change meanwhile may be shown before or after the change. Damaged ones are left out.
     */
    void visit(KeyRange range, BiPredicate<? super Slot, ? super Entry> visitor);

    /**
     * Forgets the deletions and expired values that are older than {@code grace}.
     *
     * @return how many cells were forgotten
     */
    int expire(Instant now, Duration grace);

    /** What stands for all entries of {@code range} at once, damaged ones perhaps among them. */
    default RangeDigest digest(KeyRange range) {
        long[] sums = new long[2];
        visit(range, (slot, entry) -> {
            sums[0]++;
            sums[1] += Fingerprint.of(slot, entry);
            return true;
        });
        return new RangeDigest(sums[0], sums[1]);
    }

    /**
     * Tells {@code listener} the key of every entry that turns out to be damaged, on the thread that found it, before
     * that call returns. What was held there has to come from elsewhere, so a replica that hears this no longer knows
     * all of that key. A store that checks nothing, since nothing can happen to what it holds, tells nothing.
     */
    default void onDamage(Consumer<? super Key> listener) {}

    /** How many slots are held. */
    long entries();

    /** About how many bytes of user data are held. */
    long bytes();

    /** Frees files and locks; idempotent. */
    @Override
    void close();
}
