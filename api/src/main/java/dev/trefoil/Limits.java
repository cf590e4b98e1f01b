package dev.trefoil;

/**
 * The sizes beyond which user data is refused, by the origin and again by every replica.
 *
 * @param keyBytes longest key
 * @param valueBytes largest value, and largest total of the elements of one set. Too large a limit lets one value
 *     delay every message behind it
 * @param elementBytes largest element of a set
 */
public record Limits(int keyBytes, int valueBytes, int elementBytes) {

    /** Keys of 1 KiB, values of 1 MiB, elements of 16 KiB. */
    public static final Limits DEFAULTS = new Limits(1 << 10, 1 << 20, 16 << 10);

    /** Refuses limits under one byte. */
    public Limits {
        if (keyBytes < 1 || valueBytes < 1 || elementBytes < 1) {
            throw new IllegalArgumentException("limits are at least one byte");
        }
    }
}
