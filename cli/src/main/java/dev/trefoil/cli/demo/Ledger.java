package dev.trefoil.cli.demo;

import dev.trefoil.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the background workload has written, and which of it the network has acknowledged.
 *
 * <p>Each key is written by one writer only, with numbers that grow. A key may then hold the last acknowledged number
 * or a later one that was tried, because a write of unknown outcome may have been applied; anything else is a loss.
 * Thread-safe.
 */
final class Ledger {

    private static final String MARK = "trefoil-demo-write";

    private final Map<Bytes, Row> rows = new TreeMap<>();
    private long acknowledged;

    /** How a value that was read compares with what was written. */
    enum Verdict {
        /** As it should be. */
        GOOD,
        /** An acknowledged write cannot be read. */
        MISSING,
        /** An older value, or one that was never written. */
        DIFFERENT
    }

    private static final class Row {
        private long tried;
        private long acknowledged;
    }

    /** Notes that the next number will be written to {@code key}, and gives the value to write. */
    synchronized Bytes attempt(Bytes key) {
        Row row = rows.computeIfAbsent(key, absent -> new Row());
        row.tried++;
        return value(key, row.tried);
    }

    /** Notes that the network has confirmed the write of the value last attempted. */
    synchronized void acknowledged(Bytes key) {
        Row row = rows.get(key);
        if (row == null) {
            throw new IllegalArgumentException("nobody tried to write this key");
        }
        row.acknowledged = row.tried;
        acknowledged++;
    }

    /** The number that a reader must at least find, taken before it reads. */
    synchronized long floor(Bytes key) {
        Row row = rows.get(key);
        return row == null ? 0 : row.acknowledged;
    }

    /** Judges what was read from {@code key} by a reader for whom {@code floor} held when it began. */
    synchronized Verdict judge(Bytes key, long floor, Optional<Bytes> found) {
        if (found.isEmpty()) {
            return floor == 0 ? Verdict.GOOD : Verdict.MISSING;
        }
        Row row = rows.get(key);
        long number = number(key, found.get());
        boolean known = row != null && number >= Math.max(1, floor) && number <= row.tried;
        return known ? Verdict.GOOD : Verdict.DIFFERENT;
    }

    /** All keys with at least one acknowledged write, in order. */
    synchronized List<Bytes> keys() {
        return rows.entrySet().stream()
                .filter(row -> row.getValue().acknowledged > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether {@code found} is a value that was written to {@code key}, with {@code floor} or a later number. */
    static boolean isAtLeast(Bytes key, long floor, Optional<Bytes> found) {
        return found.isPresent() && number(key, found.get()) >= floor;
    }

    /** How many writes the network has acknowledged. */
    synchronized long acknowledgements() {
        return acknowledged;
    }

    private static Bytes value(Bytes key, long number) {
        return Bytes.utf8(MARK + " " + number + " " + Digest.of(Bytes.utf8(key.toUtf8() + " " + number)));
    }

    private static long number(Bytes key, Bytes value) {
        String[] words = value.toUtf8().split(" ", -1);
        if (words.length != 3 || !words[1].matches("[0-9]{1,18}")) {
            return -1;
        }
        long number = Long.parseLong(words[1]);
        return value.equals(value(key, number)) ? number : -1;
    }
}
