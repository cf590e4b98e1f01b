package dev.trefoil.storage;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.Slot;
import dev.trefoil.spi.RangeDigest;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Where each slot lies, in the order of slots, with the digest of every part of the circle kept up to date. In memory:
 * made again from the records whenever a store is opened.
 *
 * <p>The circle is cut into equal sectors, each with a running count and sum. The digest of an arc adds the sectors it
 * covers and walks through the slots of the two it begins and ends in only, so for evenly spread keys it looks at one
 * slot in two thousand. Thread-safe; writers of one slot take turns.
 */
final class SlotIndex {

    private static final int SECTOR_BITS = 12;
    private static final int SECTORS = 1 << SECTOR_BITS;

    private final ConcurrentSkipListMap<Slot, Place> places = new ConcurrentSkipListMap<>();
    private final AtomicLongArray counts = new AtomicLongArray(SECTORS);
    private final AtomicLongArray sums = new AtomicLongArray(SECTORS);

    @Nullable
    Place get(Slot slot) {
        return places.get(slot);
    }

    /** Notes that {@code slot} now lies at {@code place}; gives where it lay before. */
    @Nullable
    Place put(Slot slot, Place place) {
        Place before = places.put(slot, place);
        int sector = sectorOf(slot.key());
        counts.addAndGet(sector, before == null ? 1 : 0);
        sums.addAndGet(sector, place.fingerprint() - (before == null ? 0 : before.fingerprint()));
        return before;
    }

    /** Forgets {@code slot}; gives where it lay. */
    @Nullable
    Place remove(Slot slot) {
        Place before = places.remove(slot);
        if (before != null) {
            int sector = sectorOf(slot.key());
            counts.decrementAndGet(sector);
            sums.addAndGet(sector, -before.fingerprint());
        }
        return before;
    }

    /** All slots, in order; changes are seen while one walks through them. */
    Map<Slot, Place> all() {
        return places;
    }

    /** The slots of {@code range}, clockwise, in one or two parts. */
    List<NavigableMap<Slot, Place>> in(KeyRange range) {
        return Arc.of(places, range);
    }

    RangeDigest digest(KeyRange range) {
        int from = sectorOf(range.after());
        int to = sectorOf(range.upTo());
        List<NavigableMap<Slot, Place>> parts = in(range);
        if (parts.size() == 1) {
            return digest(parts.get(0), from, to);
        }
        RangeDigest beforeZero = digest(parts.get(0), from, SECTORS - 1);
        RangeDigest afterZero = digest(parts.get(1), 0, to);
        return new RangeDigest(beforeZero.slots() + afterZero.slots(), beforeZero.sum() + afterZero.sum());
    }

    /** Of {@code part}, which begins in sector {@code from} and ends in sector {@code to}. */
    private RangeDigest digest(NavigableMap<Slot, Place> part, int from, int to) {
        if (part.isEmpty()) {
            return new RangeDigest(0, 0);
        }
        long[] total = new long[2];
        if (from == to) {
            add(total, part);
        } else {
            add(total, part.headMap(firstOf(from + 1), false));
            for (int sector = from + 1; sector < to; sector++) {
                total[0] += counts.get(sector);
                total[1] += sums.get(sector);
            }
            add(total, part.tailMap(firstOf(to), true));
        }
        return new RangeDigest(total[0], total[1]);
    }

    private static void add(long[] total, Map<Slot, Place> slots) {
        for (Place place : slots.values()) {
            total[0]++;
            total[1] += place.fingerprint();
        }
    }

    private static int sectorOf(Key key) {
        return (int) (key.high() >>> (Long.SIZE - SECTOR_BITS));
    }

    private static Slot firstOf(int sector) {
        return new Slot(new Key((long) sector << (Long.SIZE - SECTOR_BITS), 0, 0), Slot.Kind.REGISTER, Bytes.EMPTY);
    }
}
