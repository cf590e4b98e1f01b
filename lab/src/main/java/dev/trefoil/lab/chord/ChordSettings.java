package dev.trefoil.lab.chord;

import dev.trefoil.chord.ChordConfig;

/** The numbers that the experiments run Chord with. */
final class ChordSettings {

    /** What the papers' experiments without faults have. */
    static final int ONE_SUCCESSOR = 1;

    private ChordSettings() {}

    /** Chord with lists of {@code count} successors. */
    static ChordConfig withSuccessors(int count) {
        return ChordConfig.forSimulation().withSuccessors(count);
    }
}
