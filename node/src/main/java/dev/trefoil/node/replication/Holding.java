package dev.trefoil.node.replication;

import dev.trefoil.Entry;
import dev.trefoil.Slot;

/**
 * What a replica holds in one slot, in full.
 *
 * @param slot the slot
 * @param entry what is in it
 */
record Holding(Slot slot, Entry entry) {}
