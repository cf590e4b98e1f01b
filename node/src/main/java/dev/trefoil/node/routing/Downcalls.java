package dev.trefoil.node.routing;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.kbr.KeyBasedRouting;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.RoutingStep;
import java.util.List;
import java.util.Optional;

/** What one application on one virtual node may ask of it. */
final class Downcalls implements KeyBasedRouting {

    private final String application;
    private final NodeRef self;
    private final Overlay overlay;
    private final Recursion recursion;

    Downcalls(String application, NodeRef self, Overlay overlay, Recursion recursion) {
        this.application = application;
        this.self = self;
        this.overlay = overlay;
        this.recursion = recursion;
    }

    @Override
    public NodeRef self() {
        return self;
    }

    @Override
    public void route(Key key, Bytes payload, Optional<NodeRef> hint) {
        recursion.send(application, key, payload, hint);
    }

    @Override
    public List<NodeRef> localLookup(Key key, int count, boolean safe) {
        RoutingStep step = overlay.nextStep(key);
        List<NodeRef> known =
                step instanceof RoutingStep.Here here ? here.holders() : ((RoutingStep.Onward) step).candidates();
        return List.copyOf(known.subList(0, Math.min(count, known.size())));
    }

    @Override
    public List<NodeRef> neighborSet(int count) {
        return overlay.neighborSet(count);
    }

    @Override
    public List<NodeRef> replicaSet(Key key, int count) {
        return overlay.replicaSet(key, count);
    }

    @Override
    public Optional<KeyRange> range(int count) {
        return overlay.coverage(count);
    }
}
