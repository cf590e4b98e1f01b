package dev.trefoil.simulator;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.RoutingStep;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An overlay as a simulated node has it: the oracle sees it come and go, and may give it its ideal place at once. */
final class Observed implements Overlay {

    private final NodeRef self;
    private final Overlay overlay;
    private final Oracle oracle;

    Observed(NodeRef self, Overlay overlay, Oracle oracle) {
        this.self = self;
        this.overlay = overlay;
        this.oracle = oracle;
    }

    NodeRef self() {
        return self;
    }

    /** What the provider made. */
    Overlay overlay() {
        return overlay;
    }

    @Override
    public void join(List<NodeRef> seeds, Runnable joined, Consumer<? super JoinFailure> failed) {
        if (oracle.founds(self)) {
            oracle.enter(overlay);
            joined.run();
        } else {
            overlay.join(
                    seeds,
                    () -> {
                        oracle.joined(this);
                        joined.run();
                    },
                    failed);
        }
    }

    @Override
    public void leave(Runnable left) {
        oracle.gone(self);
        overlay.leave(left);
    }

    @Override
    public boolean isMember() {
        return overlay.isMember();
    }

    @Override
    public RoutingStep nextStep(Key key) {
        return overlay.nextStep(key);
    }

    @Override
    public List<NodeRef> replicaSet(Key key, int count) {
        return overlay.replicaSet(key, count);
    }

    @Override
    public List<NodeRef> neighborSet(int count) {
        return overlay.neighborSet(count);
    }

    @Override
    public Optional<KeyRange> coverage(int count) {
        return overlay.coverage(count);
    }

    @Override
    public void heardFrom(NodeRef node) {
        overlay.heardFrom(node);
    }

    @Override
    public void suspect(NodeRef node) {
        overlay.suspect(node);
    }

    @Override
    public void holding(Key key) {
        overlay.holding(key);
    }

    @Override
    public void released(Key key) {
        overlay.released(key);
    }
}
