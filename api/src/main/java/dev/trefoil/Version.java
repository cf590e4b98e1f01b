package dev.trefoil;

import java.time.Instant;
import java.util.HexFormat;

/**
 * When and by whom a value was written: one total order that every node computes alike.
 *
 * <p>The stamp is a hybrid logical clock (Kulkarni et al. 2014): milliseconds since 1970 in the high 48 bits and a
 * counter in the low 16, never behind any stamp its node has seen. Ties go by writer, then by incarnation.
 *
 * @param stamp hybrid logical time; compared as a signed number
 * @param writer the node that coordinated the write
 * @param incarnation which life of that node; differs after a restart
 */
public record Version(long stamp, Key writer, long incarnation) implements Comparable<Version> {

    /** Below every version that is ever written. */
    public static final Version NONE = new Version(0, Key.ZERO, 0);

    private static final int COUNTER_BITS = 16;

    /** The stamp of the first event in millisecond {@code millis} since 1970. */
    public static long stampOf(long millis) {
        return millis << COUNTER_BITS;
    }

    /** The clock part of the stamp, in milliseconds since 1970. */
    public long millis() {
        return stamp >> COUNTER_BITS;
    }

    /** The clock part of the stamp. */
    public Instant written() {
        return Instant.ofEpochMilli(millis());
    }

    /** Reads what {@link #toString} wrote. */
    public static Version parse(String text) {
        String[] parts = text.split("-", -1);
        try {
            if (parts.length == 3 && parts[1].length() == 2 * Key.BYTES) {
                return new Version(parseHex(parts[0]), Key.ofHex(parts[1]), parseHex(parts[2]));
            }
        } catch (IllegalArgumentException e) {
            throw notAVersion(text, e);
        }
        throw notAVersion(text, null);
    }

    @Override
    public int compareTo(Version other) {
        int order = Long.compare(stamp, other.stamp);
        if (order == 0) {
            order = writer.compareTo(other.writer);
        }
        return order == 0 ? Long.compare(incarnation, other.incarnation) : order;
    }

    /** Stamp, writer and incarnation in hexadecimal, joined by hyphens; {@link #parse} reads it. */
    @Override
    public String toString() {
        return Long.toHexString(stamp) + "-" + writer.toHex() + "-" + Long.toHexString(incarnation);
    }

    /** Digits only: the parser of the platform would take a sign as well. */
    private static long parseHex(String digits) {
        if (!digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("not a hexadecimal number: '" + digits + "'");
        }
        return Long.parseUnsignedLong(digits, 16);
    }

    private static IllegalArgumentException notAVersion(
            String text, @org.jspecify.annotations.Nullable Exception cause) {
        return new IllegalArgumentException("not a version: '" + text + "'", cause);
    }
}
