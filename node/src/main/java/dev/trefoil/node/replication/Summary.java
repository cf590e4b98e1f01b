package dev.trefoil.node.replication;

import dev.trefoil.Entry;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import dev.trefoil.spi.Fingerprint;

/**
 * What a replica holds in one slot, in brief.
 *
 * @param slot the slot
 * @param version the newest version in it
 * @param fingerprint differs, but for chance, if the entries do; see {@link Fingerprint}
 */
record Summary(Slot slot, Version version, long fingerprint) {

    static Summary of(Slot slot, Entry entry) {
        return new Summary(slot, entry.version(), Fingerprint.of(entry));
    }
}
