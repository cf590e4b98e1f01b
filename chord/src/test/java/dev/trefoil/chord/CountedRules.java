package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import java.util.function.Consumer;

/** Rules whose operations are counted as they begin: they are the events of the proof, next to joins and failures. */
record CountedRules(RingRules rules, Runnable count) implements RingRules {

    @Override
    public void stabilise(Consumer<Outcome> done) {
        count.run();
        rules.stabilise(done);
    }

    @Override
    public void adopt(NodeRef stranger, Consumer<Outcome> done) {
        count.run();
        rules.adopt(stranger, done);
    }

    @Override
    public void rectify(Notification notification, Consumer<Outcome> done) {
        count.run();
        rules.rectify(notification, done);
    }
}
