package dev.trefoil.cli.node;

import dev.trefoil.chord.Chord;
import dev.trefoil.chord.ChordConfig;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Problem;
import dev.trefoil.spi.OverlayProvider;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** The overlays a node can be started with, by name. One line each. */
final class Overlays {

    /** Each made for a given number of virtual nodes to a process. */
    private static final Map<String, IntFunction<OverlayProvider>> BY_NAME =
            new TreeMap<>(Map.of("chord", Overlays::chord));

    private Overlays() {}

    /** The overlay called {@code name}. */
    static OverlayProvider named(String name, int virtualNodes) {
        IntFunction<OverlayProvider> overlay = BY_NAME.get(name);
        if (overlay == null) {
            throw Problem.of(
                            ExitCode.USAGE,
                            "there is no overlay '" + name + "'",
                            "Choose one of: " + String.join(", ", BY_NAME.keySet()) + ".")
                    .asException();
        }
        return overlay.apply(virtualNodes);
    }

    /** A replica set is chosen from the successors, so the list must reach past the virtual nodes of one process. */
    private static OverlayProvider chord(int virtualNodes) {
        ChordConfig config = ChordConfig.defaults();
        return new Chord(config.withSuccessors(
                (int) Math.min(ChordConfig.SUCCESSORS_MAX, (long) config.successors() * virtualNodes)));
    }
}
