package dev.trefoil.lab.chord;

import dev.trefoil.chord.ChordConfig;
import dev.trefoil.spi.IdealOverlay;

/** Makes the Chord that is measured; a test puts a broken one in its place, to see it found out. */
@FunctionalInterface
interface Overlays {

    /** Chord with these numbers. */
    IdealOverlay with(ChordConfig config);
}
