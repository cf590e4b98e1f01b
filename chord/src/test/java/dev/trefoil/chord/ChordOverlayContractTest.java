package dev.trefoil.chord;

import dev.trefoil.spi.OverlayProvider;
import dev.trefoil.testkit.OverlayContract;
import java.time.Duration;

class ChordOverlayContractTest extends OverlayContract {

    @Override
    protected OverlayProvider newOverlay() {
        return new Chord(TestRing.config(4));
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(60);
    }
}
