package dev.trefoil.node.testing;

import dev.trefoil.NodeRef;
import dev.trefoil.spi.OverlayProvider;
import dev.trefoil.testkit.OverlayContract;
import java.time.Duration;

/** The stand-in for an overlay keeps the promises of one, so tests built on it mean something. */
class FullMembershipContractTest extends OverlayContract {

    @Override
    protected OverlayProvider newOverlay() {
        return FullMembership.walking(3);
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(5);
    }

    @Override
    protected void crashed(OverlayProvider overlay, NodeRef node) {
        ((FullMembership) overlay).remove(node);
    }

    @Override
    protected boolean needsSeeds() {
        return false;
    }
}
