package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds out for itself what is true of a node that others could not reach, before anything is changed.
 *
 * <p>A finger that is gone is dropped; a successor is left to stabilisation, and the predecessor to the next notifier.
 * Until then both are passed over.
 */
final class Suspicions {

    private final ChordState state;
    private final Peers peers;
    private final Upkeep upkeep;
    private final Set<NodeRef> underWay = new LinkedHashSet<>();

    Suspicions(ChordState state, Peers peers, Upkeep upkeep) {
        this.state = state;
        this.peers = peers;
        this.upkeep = upkeep;
    }

    /** Somebody could not reach {@code node}; if it is passed over already, that is no news. */
    void suspect(NodeRef node) {
        if (!state.isSilent(node)) {
            ask(node);
        }
    }

    /** {@code node} is alive: if it was passed over, see whether it can be reached as well. */
    void heardFrom(NodeRef node) {
        if (state.isSilent(node)) {
            ask(node);
        }
    }

    /** Asks one of those that are passed over again: it may be back, or may never have been gone. */
    void recheck() {
        List<NodeRef> silent = state.silent();
        if (!silent.isEmpty()) {
            ask(silent.get(state.context().random().nextInt(silent.size())));
        }
    }

    /** Forgets what was asked in an earlier life on the ring. */
    void reset() {
        underWay.clear();
    }

    private void ask(NodeRef node) {
        if (state.isOnRing() && state.knows(node) && underWay.add(node)) {
            peers.probe(node, () -> underWay.remove(node), () -> {
                underWay.remove(node);
                gone(node);
            });
        }
    }

    private void gone(NodeRef node) {
        state.fingers(state.fingers().without(node));
        if (state.successors().first().filter(node::equals).isPresent()) {
            upkeep.stabilise();
        }
    }
}
