package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import dev.trefoil.chord.ChordMessage.PredecessorChanged;
import dev.trefoil.chord.RingRules.Notification;
import dev.trefoil.chord.RingRules.Outcome;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the predecessor right: Zave 2017, Rectify. A notifier takes the place if it stands nearer than the predecessor,
 * or if the predecessor has died.
 *
 * <p>Deviation: the notifier is probed before it is adopted. A node whose messages arrive while it hears nothing itself
 * is dropped by everybody, loses all its successors and then notifies whom it remembers; without the probe it would take
 * the place of a living predecessor again and again.
 *
 * <p>Deviation: the former predecessor is told that there is somebody between (as in the simulator of Stoica et al.
 * 2003), so that a join is known on both sides after a few messages rather than a period. It stabilises as ever.
 */
final class Rectification {

    private final ChordState state;
    private final Peers peers;

    Rectification(ChordState state, Peers peers) {
        this.state = state;
        this.peers = peers;
    }

    void run(Notification claim, Consumer<Outcome> done) {
        Optional<NodeRef> predecessor = state.predecessors().first();
        if (predecessor.filter(claim.from()::equals).isPresent()) {
            accept(claim, done);
        } else if (predecessor.isEmpty() || isNearer(claim.from(), predecessor.get())) {
            verify(claim, done);
        } else {
            peers.probe(predecessor.get(), () -> done.accept(Outcome.SETTLED), () -> verify(claim, done));
        }
    }

    private void verify(Notification claim, Consumer<Outcome> done) {
        peers.probe(
                claim.from(),
                () -> {
                    Optional<NodeRef> former = state.predecessors().first();
                    accept(claim, done);
                    former.filter(node -> isNearer(claim.from(), node))
                            .ifPresent(node -> peers.tell(node, new PredecessorChanged()));
                },
                () -> done.accept(Outcome.SETTLED));
    }

    private void accept(Notification claim, Consumer<Outcome> done) {
        state.predecessors(
                PredecessorList.of(state.self(), state.config().successors(), claim.from(), claim.predecessors()));
        // To a ring of one the newcomer is the successor as well.
        done.accept(state.successors().isEmpty() ? Outcome.AGAIN : Outcome.SETTLED);
    }

    private boolean isNearer(NodeRef node, NodeRef predecessor) {
        return node.id().isStrictlyBetween(predecessor.id(), state.self().id());
    }
}
