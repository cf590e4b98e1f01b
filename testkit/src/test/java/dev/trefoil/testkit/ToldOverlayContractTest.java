package dev.trefoil.testkit;

import dev.trefoil.NodeRef;
import dev.trefoil.spi.OverlayProvider;
import dev.trefoil.testkit.ToldOverlay.Fault;
import java.time.Duration;

/** The contract can be kept. */
class ToldOverlayContractTest extends OverlayContract {

    /** The mistake to plant; none, so that the contract is kept. */
    Fault fault() {
        return Fault.NONE;
    }

    @Override
    protected OverlayProvider newOverlay() {
        return new ToldOverlay(fault());
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    @Override
    protected void crashed(OverlayProvider overlay, NodeRef node) {
        ((ToldOverlay) overlay).crashed(node);
    }

    @Override
    protected boolean needsSeeds() {
        return false;
    }
}
