package dev.trefoil.storage;

/**
 * How much a {@link ChronicleStore} takes before it refuses, and how it lays that out on the disk.
 *
 * @param maxEntries the most slots. Each takes about 180 bytes of the heap, and the length of its name
 * @param maxBytes the most bytes of names and values together
 * @param maxEntryBytes the largest entry as it is written. Larger than the largest set a user may write, because
 *     replicas that have drifted apart merge to more than either
 * @param volumeBytes the room in one file. The store begins with one and adds another when it needs room; more room in
 *     fewer files takes longer to allocate, and needs that much of the heap while it is read at the opening
 * @param freeBytesMin how much of the disk is left free, for others and for repairs: the store is full before the disk is
 * @param durability what a completed write survives
 */
public record ChronicleStoreConfig(
        long maxEntries, long maxBytes, int maxEntryBytes, int volumeBytes, long freeBytesMin, Durability durability) {

    /** The least room in one file. */
    public static final int VOLUME_BYTES_MIN = 256 << 10;

    /** The most room in one file. */
    public static final int VOLUME_BYTES_MAX = 256 << 20;

    /** The largest entry that fits into pieces. */
    public static final int ENTRY_BYTES_MAX = 16 << 20;

    /** What a completed write survives. */
    public enum Durability {
        /** The end of the process at any instant, as by kill -9. The system writes to the disk when it likes. */
        PROCESS,
        /** The end of the machine, as by a loss of power: each write waits for the disk, some milliseconds. */
        MACHINE
    }

    /** Refuses what cannot be. */
    public ChronicleStoreConfig {
        if (maxEntries < 1 || maxBytes < 1 || maxEntryBytes < 1) {
            throw new IllegalArgumentException("the limits of a store are at least one entry and one byte");
        }
        if (maxEntryBytes > ENTRY_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "an entry has at most " + ENTRY_BYTES_MAX + " bytes on disk, not " + maxEntryBytes);
        }
        if (volumeBytes < VOLUME_BYTES_MIN || volumeBytes > VOLUME_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a volume has " + VOLUME_BYTES_MIN + " to " + VOLUME_BYTES_MAX + " bytes, not " + volumeBytes);
        }
        if (maxEntryBytes > volumeBytes / 2) {
            throw new IllegalArgumentException("an entry of " + maxEntryBytes + " bytes does not surely find room in a"
                    + " volume of " + volumeBytes + "; it may have half of it");
        }
        if (freeBytesMin < 0) {
            throw new IllegalArgumentException("what is left free is not less than nothing");
        }
    }

    /** A million entries, 16 GiB in all, 4 MiB for one, files of 32 MiB, 64 MiB left free, safe from a kill -9. */
    public static ChronicleStoreConfig defaults() {
        return new ChronicleStoreConfig(1_000_000, 16L << 30, 4 << 20, 32 << 20, 64 << 20, Durability.PROCESS);
    }

    /** These settings, with another number of entries. */
    public ChronicleStoreConfig withMaxEntries(long entries) {
        return new ChronicleStoreConfig(entries, maxBytes, maxEntryBytes, volumeBytes, freeBytesMin, durability);
    }

    /** These settings, with another number of bytes in all. */
    public ChronicleStoreConfig withMaxBytes(long bytes) {
        return new ChronicleStoreConfig(maxEntries, bytes, maxEntryBytes, volumeBytes, freeBytesMin, durability);
    }

    /** These settings, with another number of bytes for one entry. */
    public ChronicleStoreConfig withMaxEntryBytes(int bytes) {
        return new ChronicleStoreConfig(maxEntries, maxBytes, bytes, volumeBytes, freeBytesMin, durability);
    }

    /** These settings, with files of another size. */
    public ChronicleStoreConfig withVolumeBytes(int bytes) {
        return new ChronicleStoreConfig(maxEntries, maxBytes, maxEntryBytes, bytes, freeBytesMin, durability);
    }

    /** These settings, with another part of the disk left free. */
    public ChronicleStoreConfig withFreeBytesMin(long bytes) {
        return new ChronicleStoreConfig(maxEntries, maxBytes, maxEntryBytes, volumeBytes, bytes, durability);
    }

    /** These settings, with another durability. */
    public ChronicleStoreConfig withDurability(Durability other) {
        return new ChronicleStoreConfig(maxEntries, maxBytes, maxEntryBytes, volumeBytes, freeBytesMin, other);
    }
}
