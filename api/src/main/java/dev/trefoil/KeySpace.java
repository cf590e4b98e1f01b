package dev.trefoil;

import java.util.random.RandomGenerator;

/**
 * The identifiers of m bits that one network uses: how names and addresses become keys.
 *
 * <p>SHA-1 is cut to its m high bits, so the order on the circle is that of the full hashes. A small m makes
 * collisions likely and the ring easy to draw; 160 is what an application wants.
 *
 * @param bits m, from 3 to 160. Nodes of networks with different m refuse each other
 */
public record KeySpace(int bits) {

    /** The fewest bits a network may use. */
    public static final int BITS_MIN = 3;

    /** All 160 bits of SHA-1. */
    public static final KeySpace FULL = new KeySpace(Key.BITS);

    /** Refuses m outside 3..160. */
    public KeySpace {
        if (bits < BITS_MIN || bits > Key.BITS) {
            throw new IllegalArgumentException(
                    "identifiers have " + BITS_MIN + " to " + Key.BITS + " bits, not " + bits);
        }
    }

    /** Where the value stored under {@code name} lives: SHA-1 of its bytes. */
    public Key place(Bytes name) {
        return Key.sha1(name).highBits(bits);
    }

    /**
     * The id of a virtual node: SHA-1 of {@code host:port} for number 0 and of {@code host:port#number} for the others,
     * so a node without virtual nodes has the id the papers give it.
     */
    public Key nodeId(Address address, int number) {
        String name = number == 0 ? address.toString() : address + "#" + number;
        return place(Bytes.utf8(name));
    }

    /** Whether {@code key} is an identifier of this space. */
    public boolean contains(Key key) {
        return key.equals(key.highBits(bits));
    }

    /** The point 2<sup>{@code exponent}</sup> steps clockwise of {@code from}, for an exponent from 0 to m - 1. */
    public Key ahead(Key from, int exponent) {
        return from.plus(Key.powerOfTwo(Key.BITS - bits + exponent));
    }

    /** The identifier right after {@code key}. */
    public Key next(Key key) {
        return ahead(key, 0);
    }

    /** An identifier drawn evenly from the whole space. */
    public Key random(RandomGenerator random) {
        return new Key(random.nextLong(), random.nextLong(), random.nextInt()).highBits(bits);
    }

    /** The m bits of {@code key} as hexadecimal digits, the last one padded with zeros on the right. */
    public String format(Key key) {
        return key.toHex().substring(0, (bits + 3) / 4);
    }
}
