package dev.trefoil.node.replication;

import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.Slot;
import dev.trefoil.spi.Fingerprint;
import dev.trefoil.spi.Store;
import dev.trefoil.spi.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The store read page by page, as one replica shows it to another. */
final class Shelf {

    /** How many slots a page of summaries has. */
    static final int PAGE_SLOTS = 256;

    /** About how many bytes a page of entries has, unless one entry alone has more. */
    static final int PAGE_BYTES = 256 << 10;

    private final Store store;

    Shelf(Store store) {
        this.store = store;
    }

    /** The summaries in {@code range}, clockwise, after {@code cursor}; one more than a page if there are more. */
    List<Summary> page(KeyRange range, Optional<Slot> cursor) {
        List<Summary> page = new ArrayList<>();
        store.visit(after(range, cursor), (slot, entry) -> {
            if (cursor.map(last -> isAfter(last, slot)).orElse(true)) {
                page.add(Summary.of(slot, entry));
            }
            return page.size() <= PAGE_SLOTS;
        });
        return page;
    }

    /** The entries of the first of {@code slots}, as many as fit on a page, and how many slots that answers. */
    ReplicationMessage.Fetched fetch(List<Slot> slots) {
        List<Holding> holdings = new ArrayList<>();
        int bytes = 0;
        int answered = 0;
        for (Slot slot : slots) {
            Optional<Entry> entry = readable(slot);
            int size = slot.name().length() + entry.map(Shelf::size).orElse(0);
            if ((answered > 0 && bytes + size > PAGE_BYTES) || answered >= PAGE_SLOTS) {
                break;
            }
            entry.ifPresent(held -> holdings.add(new Holding(slot, held)));
            bytes += size;
            answered++;
        }
        return new ReplicationMessage.Fetched(holdings, answered);
    }

    /** Whether what is held is at least what {@code summary} tells of. */
    boolean has(Summary summary) {
        return readable(summary.slot()).map(held -> isAtLeast(held, summary)).orElse(false);
    }

    /** Whether {@code summary} tells of something that is not held. */
    boolean lacks(Summary summary) {
        return !has(summary);
    }

    /** The digest of {@code range}, of which at most a page is looked at, and the part of it that this covers. */
    Digest digest(KeyRange range, int slots) {
        long[] sum = {0};
        int[] count = {0};
        Key[] end = {range.upTo()};
        store.visit(range, (slot, entry) -> {
            if (count[0] >= slots && !slot.key().equals(end[0])) {
                return false;
            }
            sum[0] += Fingerprint.of(slot, entry);
            if (++count[0] >= slots) {
                end[0] = slot.key();
            }
            return true;
        });
        return new Digest(new KeyRange(range.after(), end[0]), sum[0]);
    }

    /** What is held; what is damaged is as good as missing, and is asked for elsewhere. */
    private Optional<Entry> readable(Slot slot) {
        try {
            return store.get(slot);
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /** About how much of a message it takes: the version of an element is longer than most elements. */
    private static int size(Entry entry) {
        int cells = entry instanceof Entry.Elements elements ? elements.cells().size() : 1;
        return entry.size() + cells * Admission.ELEMENT_BYTES_MIN;
    }

    private static boolean isAtLeast(Entry held, Summary summary) {
        return held instanceof Entry.Register
                ? held.version().compareTo(summary.version()) >= 0
                : Fingerprint.of(held) == summary.fingerprint();
    }

    /** Slots of one key stand together, so only those with the cursor's key have to be told apart. */
    private static boolean isAfter(Slot cursor, Slot slot) {
        return !slot.key().equals(cursor.key()) || slot.compareTo(cursor) > 0;
    }

    private static KeyRange after(KeyRange range, Optional<Slot> cursor) {
        return cursor.map(last -> new KeyRange(last.key().minus(Key.powerOfTwo(0)), range.upTo()))
                .orElse(range);
    }

    /**
     * What stands for all entries of a range at once.
     *
     * @param range what was looked at
     * @param sum of the fingerprints of its entries
     */
    record Digest(KeyRange range, long sum) {}
}
