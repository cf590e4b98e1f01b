package dev.trefoil.storage;

/**
 * How much a {@link HeapStore} takes before it refuses.
 *
 * @param maxEntries the most slots. Bounds what tombstones and empty values cost, which hold no bytes to be counted
 * @param maxBytes the most bytes of names and values together. The heap needs about twice as much, and some 200 bytes
 *     for each entry
 * @param maxEntryBytes the largest entry. Larger than the largest set a user may write, because replicas that have
 *     drifted apart merge to more than either
 */
public record HeapStoreConfig(long maxEntries, long maxBytes, long maxEntryBytes) {

    /** Refuses limits under one. */
    public HeapStoreConfig {
        if (maxEntries < 1 || maxBytes < 1 || maxEntryBytes < 1) {
            throw new IllegalArgumentException("the limits of a store are at least one entry and one byte");
        }
    }

    /** A million entries, 1 GiB in all, 4 MiB for one. */
    public static HeapStoreConfig defaults() {
        return new HeapStoreConfig(1_000_000, 1L << 30, 4 << 20);
    }

    /** These limits, with another number of entries. */
    public HeapStoreConfig withMaxEntries(long entries) {
        return new HeapStoreConfig(entries, maxBytes, maxEntryBytes);
    }

    /** These limits, with another number of bytes in all. */
    public HeapStoreConfig withMaxBytes(long bytes) {
        return new HeapStoreConfig(maxEntries, bytes, maxEntryBytes);
    }

    /** These limits, with another number of bytes for one entry. */
    public HeapStoreConfig withMaxEntryBytes(long bytes) {
        return new HeapStoreConfig(maxEntries, maxBytes, bytes);
    }
}
