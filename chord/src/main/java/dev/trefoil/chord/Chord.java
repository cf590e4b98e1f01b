package dev.trefoil.chord;

import dev.trefoil.spi.Codec;
import dev.trefoil.spi.NeighborListener;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.OverlayProvider;

/**
 * The Chord overlay, as a node is handed it: {@code new Chord(ChordConfig.defaults())}.
 *
 * <p>Stoica et al., ToN 2003, with the ring maintenance of Zave, TSE 2017. Immutable, thread-safe.
 */
public final class Chord implements OverlayProvider {

    static final String NAME = "chord";

    private final ChordConfig config;

    /** Chord with these numbers, which the nodes of one network should agree on but need not. */
    public Chord(ChordConfig config) {
        this.config = config;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Codec codec() {
        return ChordCodec.TABLE;
    }

    @Override
    public Overlay create(NodeContext context, NeighborListener neighbors) {
        return new ChordOverlay(context, config, neighbors);
    }
}
