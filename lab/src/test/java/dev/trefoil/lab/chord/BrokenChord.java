package dev.trefoil.lab.chord;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.chord.Chord;
import dev.trefoil.chord.ChordConfig;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.Codec;
import dev.trefoil.spi.IdealOverlay;
import dev.trefoil.spi.NeighborListener;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.Proximity;
import dev.trefoil.spi.RoutingStep;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Chord with one thing wrong with it, to see whether the experiments notice. */
final class BrokenChord implements IdealOverlay {

    private final Chord chord;
    private final UnaryOperator<RoutingStep> fault;
    private final UnaryOperator<Optional<KeyRange>> lie;

    private BrokenChord(ChordConfig config, UnaryOperator<RoutingStep> fault, UnaryOperator<Optional<KeyRange>> lie) {
        this.chord = new Chord(config);
        this.fault = fault;
        this.lie = lie;
    }

    /** Nodes lack the finger they need most: they ask the second best. */
    static BrokenChord withoutTheBestFinger(ChordConfig config) {
        return new BrokenChord(
                config,
                step -> step instanceof RoutingStep.Onward onward
                                && onward.candidates().size() > 1
                        ? new RoutingStep.Onward(onward.candidates()
                                .subList(1, onward.candidates().size()))
                        : step,
                arc -> arc);
    }

    /** Nodes believe that they cover the whole ring. */
    static BrokenChord thatCoversEverything(ChordConfig config) {
        return new BrokenChord(config, step -> step, arc -> Optional.of(KeyRange.ALL));
    }

    @Override
    public String name() {
        return chord.name();
    }

    @Override
    public Codec codec() {
        return chord.codec();
    }

    @Override
    public Overlay create(NodeContext context, NeighborListener neighbors) {
        return new Broken(chord.create(context, neighbors));
    }

    @Override
    public List<NodeRef> holders(Census members, Key key, int count) {
        return chord.holders(members, key, count);
    }

    @Override
    public void enter(Overlay overlay, Census members, Proximity proximity) {
        chord.enter(((Broken) overlay).overlay, members, proximity);
    }

    private final class Broken implements Overlay {

        private final Overlay overlay;

        Broken(Overlay overlay) {
            this.overlay = overlay;
        }

        @Override
        public void join(List<NodeRef> seeds, Runnable joined, Consumer<? super JoinFailure> failed) {
            overlay.join(seeds, joined, failed);
        }

        @Override
        public void leave(Runnable left) {
            overlay.leave(left);
        }

        @Override
        public boolean isMember() {
            return overlay.isMember();
        }

        @Override
        public RoutingStep nextStep(Key key) {
            return fault.apply(overlay.nextStep(key));
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
            return lie.apply(overlay.coverage(count));
        }

        @Override
        public void suspect(NodeRef node) {
            overlay.suspect(node);
        }
    }
}
