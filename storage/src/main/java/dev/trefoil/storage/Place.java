package dev.trefoil.storage;

import dev.trefoil.Entry;
import dev.trefoil.Slot;
import dev.trefoil.spi.Fingerprint;

/**
 * Where the entry of a slot lies, and what is asked about it so often that it is kept in memory.
 *
 * @param volume the file
 * @param record its number
 * @param length of the record
 * @param size the bytes of user data in the entry
 * @param fingerprint of slot and entry; what a range digest adds up
 * @param deadSince when the first of its cells died, or will; in milliseconds since 1970
 */
record Place(Volume volume, long record, int length, int size, long fingerprint, long deadSince) {

    static Place of(Volume volume, long record, int length, Slot slot, Entry entry) {
        return new Place(
                volume, record, length, entry.size(), Fingerprint.of(slot, entry), Forgetting.earliestIn(entry));
    }
}
