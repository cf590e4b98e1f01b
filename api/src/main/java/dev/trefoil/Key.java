package dev.trefoil;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A point on the identifier circle: the id of a node or the place of a key, and the only home of ring arithmetic.
 *
 * <p>The circle has 2<sup>160</sup> points (SHA-1; Stoica et al. 2003, section IV-A). An identifier of m &lt; 160 bits
 * is kept in the <em>high</em> m bits with zeros below (see {@link KeySpace}). Order, betweenness, sums and
 * differences of such identifiers are then the same as modulo 2<sup>m</sup>, so nothing here needs to know m.
 *
 * <p>The definitions of "between" satisfy the axioms of identifier spaces (Zave 2017) for every triple of points.
 *
 * @param high the most significant 64 bits, unsigned
 * @param middle the next 64 bits, unsigned
 * @param low the least significant 32 bits, unsigned
 */
public record Key(long high, long middle, int low) implements Comparable<Key> {

    /** How many bits the circle has. */
    public static final int BITS = 160;

    /** How many bytes {@link #toBytes} gives. */
    public static final int BYTES = BITS / 8;

    /** The point zero. */
    public static final Key ZERO = new Key(0, 0, 0);

    private static final long LOW_MASK = 0xFFFF_FFFFL;

    /** The point whose 20 bytes, most significant first, are {@code bytes}. */
    public static Key ofBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a key has " + BYTES + " bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Key(buffer.getLong(), buffer.getLong(), buffer.getInt());
    }

    /** The point written as up to 40 hexadecimal digits; missing digits on the right are zeros. */
    public static Key ofHex(String hex) {
        if (hex.isEmpty() || hex.length() > 2 * BYTES) {
            throw new IllegalArgumentException("a key has 1 to " + 2 * BYTES + " hexadecimal digits: '" + hex + "'");
        }
        return ofBytes(HexFormat.of().parseHex(hex + "0".repeat(2 * BYTES - hex.length())));
    }

    /** The SHA-1 hash of {@code bytes}. */
    public static Key sha1(Bytes bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(bytes.asByteBuffer());
            return ofBytes(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** The point 2<sup>{@code exponent}</sup>, for an exponent from 0 to 159. */
    public static Key powerOfTwo(int exponent) {
        if (exponent < 0 || exponent >= BITS) {
            throw new IllegalArgumentException("exponent " + exponent + " is not in 0.." + (BITS - 1));
        }
        if (exponent < 32) {
            return new Key(0, 0, 1 << exponent);
        }
        return exponent < 96 ? new Key(0, 1L << (exponent - 32), 0) : new Key(1L << (exponent - 96), 0, 0);
    }

    /** The 20 bytes of this point, most significant first. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(high)
                .putLong(middle)
                .putInt(low)
                .array();
    }

    /** The point {@code distance} further clockwise. */
    public Key plus(Key distance) {
        long lowSum = (low & LOW_MASK) + (distance.low & LOW_MASK);
        long middleSum = middle + distance.middle;
        long carry = Long.compareUnsigned(middleSum, middle) < 0 ? 1 : 0;
        long middleTotal = middleSum + (lowSum >>> 32);
        carry += Long.compareUnsigned(middleTotal, middleSum) < 0 ? 1 : 0;
        return new Key(high + distance.high + carry, middleTotal, (int) lowSum);
    }

    /** The point {@code distance} further counter-clockwise. */
    public Key minus(Key distance) {
        return distance.distanceTo(this);
    }

    /** How far it is clockwise from here to {@code other}; zero if they are the same point. */
    public Key distanceTo(Key other) {
        long lowDifference = (other.low & LOW_MASK) - (low & LOW_MASK);
        long borrowLow = lowDifference < 0 ? 1 : 0;
        long middleDifference = other.middle - middle;
        long borrow = Long.compareUnsigned(other.middle, middle) < 0 ? 1 : 0;
        borrow += Long.compareUnsigned(middleDifference, borrowLow) < 0 ? 1 : 0;
        return new Key(other.high - high - borrow, middleDifference - borrowLow, (int) lowDifference);
    }

    /** How far it is to {@code other} the shorter way round; numerical closeness on the circle (Pastry 2001, 2.3). */
    public Key closenessTo(Key other) {
        Key there = distanceTo(other);
        Key back = other.distanceTo(this);
        return there.compareTo(back) <= 0 ? there : back;
    }

    /**
     * Whether this point lies in the half-open arc ({@code after}, {@code upTo}], walking clockwise. If the ends are the
     * same point the arc is the whole circle.
     */
    public boolean isBetween(Key after, Key upTo) {
        int ends = after.compareTo(upTo);
        if (ends == 0) {
            return true;
        }
        boolean isAfter = compareTo(after) > 0;
        boolean isUpTo = compareTo(upTo) <= 0;
        return ends < 0 ? isAfter && isUpTo : isAfter || isUpTo;
    }

    /**
     * Whether this point lies strictly inside the arc from {@code after} clockwise to {@code before}. If the ends are
     * the same point, every other point does.
     */
    public boolean isStrictlyBetween(Key after, Key before) {
        boolean isAfter = compareTo(after) > 0;
        boolean isBefore = compareTo(before) < 0;
        return after.compareTo(before) < 0 ? isAfter && isBefore : isAfter || isBefore;
    }

    /**
     * The digit at {@code index}, counted from the most significant, of this point written in base
     * 2<sup>{@code bitsPerDigit}</sup> (Pastry's b, 1 to 8). Bits beyond the last are zeros.
     */
    public int digit(int index, int bitsPerDigit) {
        int value = 0;
        int first = index * bitsPerDigit;
        for (int bit = first; bit < first + bitsPerDigit; bit++) {
            value = (value << 1) | bit(bit);
        }
        return value;
    }

    /** How many leading digits in base 2<sup>{@code bitsPerDigit}</sup> this point shares with {@code other}. */
    public int commonPrefixLength(Key other, int bitsPerDigit) {
        return commonBits(other) / bitsPerDigit;
    }

    /** This point with all but its {@code bits} most significant bits set to zero. */
    public Key highBits(int bits) {
        if (bits >= BITS) {
            return this;
        }
        long keptHigh = high & leading(Math.min(bits, 64));
        long keptMiddle = middle & leading(Math.max(0, Math.min(bits - 64, 64)));
        int keptLow = low & (int) (leading(Math.max(0, bits - 128)) >>> 32);
        return new Key(keptHigh, keptMiddle, keptLow);
    }

    /** All 40 hexadecimal digits. */
    public String toHex() {
        return HexFormat.of().formatHex(toBytes());
    }

    @Override
    public int compareTo(Key other) {
        int order = Long.compareUnsigned(high, other.high);
        if (order == 0) {
            order = Long.compareUnsigned(middle, other.middle);
        }
        return order == 0 ? Integer.compareUnsigned(low, other.low) : order;
    }

    /** The first eight hexadecimal digits: enough to tell nodes apart in a log. {@link #toHex} gives all. */
    @Override
    public String toString() {
        return toHex().substring(0, 8);
    }

    private int bit(int index) {
        if (index < 64) {
            return (int) (high >>> (63 - index)) & 1;
        }
        if (index < 128) {
            return (int) (middle >>> (127 - index)) & 1;
        }
        return index < BITS ? (low >>> (159 - index)) & 1 : 0;
    }

    private int commonBits(Key other) {
        if (high != other.high) {
            return Long.numberOfLeadingZeros(high ^ other.high);
        }
        if (middle != other.middle) {
            return 64 + Long.numberOfLeadingZeros(middle ^ other.middle);
        }
        return 128 + Integer.numberOfLeadingZeros(low ^ other.low);
    }

    private static long leading(int bits) {
        return bits == 0 ? 0 : -1L << (64 - bits);
    }
}
