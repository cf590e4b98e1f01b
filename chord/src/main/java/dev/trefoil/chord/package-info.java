/** The Chord overlay: a ring of nodes, each of which knows its successors and some fingers. */
@NullMarked
package dev.trefoil.chord;

import org.jspecify.annotations.NullMarked;
