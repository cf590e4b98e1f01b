package dev.trefoil.storage;

import dev.trefoil.Bytes;
import dev.trefoil.Cell;
import dev.trefoil.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides which cells have been dead for so long that no replica can still hold an older value.
 *
 * @param horizonMillis deletions made, and values expired, at this time or earlier are forgotten; in milliseconds since
 *     1970
 */
record Forgetting(long horizonMillis) {

    private static final Duration LONGEST_GRACE = Duration.ofMillis(Long.MAX_VALUE / 4);

    static Forgetting of(Instant now, Duration grace) {
        Duration bounded = grace.compareTo(LONGEST_GRACE) > 0 ? LONGEST_GRACE : grace;
        return new Forgetting(now.toEpochMilli() - bounded.toMillis());
    }

    /** The first time at which one of the cells of {@code entry} was dead, or will be. */
    static long earliestIn(Entry entry) {
        if (entry instanceof Entry.Register register) {
            return deadSince(register.cell());
        }
        long earliest = Long.MAX_VALUE;
        for (Cell cell : ((Entry.Elements) entry).cells().values()) {
            earliest = Math.min(earliest, deadSince(cell));
        }
        return earliest;
    }

    boolean forgets(Cell cell) {
        return deadSince(cell) <= horizonMillis;
    }

    /** How many cells of {@code entry} are forgotten. */
    int countIn(Entry entry) {
        if (entry instanceof Entry.Register register) {
            return forgets(register.cell()) ? 1 : 0;
        }
        int forgotten = 0;
        for (Cell cell : ((Entry.Elements) entry).cells().values()) {
            forgotten += forgets(cell) ? 1 : 0;
        }
        return forgotten;
    }

    /** What is left of {@code entry}; empty if nothing is worth keeping. */
    Optional<Entry> remainderOf(Entry entry) {
        if (entry instanceof Entry.Register register) {
            return forgets(register.cell()) ? Optional.empty() : Optional.of(entry);
        }
        TreeMap<Bytes, Cell> left = new TreeMap<>(((Entry.Elements) entry).cells());
        left.values().removeIf(this::forgets);
        return left.isEmpty() ? Optional.empty() : Optional.of(new Entry.Elements(left));
    }

    private static long deadSince(Cell cell) {
        return cell.isDeletion() ? cell.version().millis() : cell.expiresAtMillis();
    }
}
