/**
 * The Chord overlay: a ring of nodes, each of which knows its successors and some fingers.
 *
 * <p>Routing is that of Stoica et al. (ToN 2003); the ring itself is maintained by the corrected protocol of Zave (TSE
 * 2017), because the published one can reach states that it never repairs. Everything here belongs to one node's loop.
 */
@NullMarked
package dev.trefoil.chord;

import org.jspecify.annotations.NullMarked;
