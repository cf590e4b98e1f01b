package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import java.util.function.Consumer;

/** The ring maintenance that is proven: Zave 2017. */
final class CorrectedRules implements RingRules {

    private final Stabilisation stabilisation;
    private final Rectification rectification;

    CorrectedRules(ChordState state, Peers peers) {
        this.stabilisation = new Stabilisation(state, peers);
        this.rectification = new Rectification(state, peers);
    }

    @Override
    public void stabilise(Consumer<Outcome> done) {
        stabilisation.run(done);
    }

    @Override
    public void adopt(NodeRef stranger, Consumer<Outcome> done) {
        stabilisation.adopt(stranger, done);
    }

    @Override
    public void rectify(Notification notification, Consumer<Outcome> done) {
        rectification.run(notification, done);
    }
}
