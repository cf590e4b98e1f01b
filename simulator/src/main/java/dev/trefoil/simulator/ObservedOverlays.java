package dev.trefoil.simulator;

import dev.trefoil.spi.Codec;
import dev.trefoil.spi.NeighborListener;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.OverlayProvider;

/** The overlay under test; whatever it creates, the oracle sees. */
record ObservedOverlays(OverlayProvider provider, Oracle oracle) implements OverlayProvider {

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public Codec codec() {
        return provider.codec();
    }

    @Override
    public Overlay create(NodeContext context, NeighborListener neighbors) {
        Observed observed = new Observed(context.self(), provider.create(context, neighbors), oracle);
        oracle.created(observed);
        return observed;
    }
}
