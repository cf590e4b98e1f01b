package dev.trefoil.chord;

import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.chord.ChordMessage.Notify;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one ring of two.
 *
 * <p>A network that is cut in two becomes two rings, each right by itself, and nothing in Chord would ever join them
 * again. So now and then a node that was a neighbour once is asked to look up this node's id. On the same ring the
 * answer is this node. If it is another, that one is adopted as successor if it stands before the present one, and
 * notified otherwise: then the two rings share an edge, and stabilisation folds one into the other.
 *
 * <p>Deviation: not in the papers. It adopts only what stabilisation might have adopted: a living member between this
 * node and its successor.
 */
final class Reunion {

    private final ChordState state;
    private final Peers peers;
    private final Upkeep upkeep;

    Reunion(ChordState state, Peers peers, Upkeep upkeep) {
        this.state = state;
        this.peers = peers;
        this.upkeep = upkeep;
    }

    /** Asks one of those that have gone. */
    void attempt() {
        List<NodeRef> gone = gone();
        if (state.standing() != ChordState.Standing.MEMBER || gone.isEmpty()) {
            return;
        }
        NodeRef via = gone.get(state.context().random().nextInt(gone.size()));
        int life = state.life();
        state.context()
                .locator()
                .locate(
                        state.self().id(),
                        Optional.of(via),
                        located -> {
                            if (life == state.life()) {
                                found(located);
                            }
                        },
                        why -> {});
    }

    /** How long until the next attempt: not long if this node is a ring by itself but was not always. */
    Duration period() {
        ChordConfig config = state.config();
        return state.successors().isEmpty() ? config.stabilise() : config.reunion();
    }

    private void found(Located located) {
        NodeRef root = located.holders().get(0);
        if (root.id().equals(state.self().id()) || !state.context().space().contains(root.id())) {
            return;
        }
        Optional<NodeRef> successor = state.successors().first();
        if (successor.isEmpty()
                || root.id()
                        .isStrictlyBetween(state.self().id(), successor.get().id())) {
            upkeep.adopt(root);
        } else {
            peers.tell(root, new Notify(state.predecessors().offered()));
        }
    }

    private List<NodeRef> gone() {
        Set<NodeRef> gone = new LinkedHashSet<>(state.acquaintances().all());
        gone.removeIf(state::knows);
        return List.copyOf(gone);
    }
}
