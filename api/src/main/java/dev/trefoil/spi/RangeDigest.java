package dev.trefoil.spi;

/**
 * What stands for all entries of a range when two replicas compare what they hold.
 *
 * @param slots how many slots there are
 * @param sum of their {@linkplain Fingerprint fingerprints}
 */
public record RangeDigest(long slots, long sum) {}
