package dev.trefoil.chord;

import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import java.util.List;
import java.util.Optional;

/**
 * Looks one finger up at a time, round and round: fix_fingers (Stoica et al. 2003, section IV-E.1).
 *
 * <p>Deviation: numbers whose finger is known from the answer for an earlier one are skipped, so that one round takes
 * about log2 N lookups instead of m; and a node that is new to us is probed before it becomes a finger.
 *
 * <p>With more than one alternate each finger is chosen by a race (Stoica et al. 2003, section VI-F, choose by measured
 * delay as well).
 */
final class FingerUpkeep {

    private final ChordState state;
    private final Peers peers;
    private int number;
    private boolean underWay;

    FingerUpkeep(ChordState state, Peers peers) {
        this.state = state;
        this.peers = peers;
    }

    /** Looks the next finger up, unless the last one is still being looked for. */
    void next() {
        Optional<NodeRef> successor = state.successors().first();
        if (!state.isOnRing() || underWay || successor.isEmpty()) {
            return;
        }
        Key self = state.self().id();
        KeySpace space = state.context().space();
        if (number == 0) {
            learn(space.ahead(self, 0), successor.get());
            number = FingerTable.nextDistinct(self, space, 0, successor.get().id());
        }
        if (number >= space.bits()) {
            number = 0;
            return;
        }
        lookUp(space.ahead(self, number));
    }

    /** Forgets a lookup of an earlier life on the ring. */
    void reset() {
        underWay = false;
        number = 0;
    }

    private void lookUp(Key target) {
        underWay = true;
        int life = state.life();
        state.context()
                .locator()
                .locate(
                        target,
                        Optional.empty(),
                        located -> {
                            if (life == state.life()) {
                                underWay = false;
                                found(target, located);
                            }
                        },
                        why -> {
                            if (life == state.life()) {
                                underWay = false;
                                number++;
                            }
                        });
    }

    private void found(Key target, Located located) {
        NodeRef root = located.holders().get(0);
        KeySpace space = state.context().space();
        if (!space.contains(root.id())) {
            number++;
            return;
        }
        number = FingerTable.nextDistinct(state.self().id(), space, number + 1, root.id());
        int alternates = state.config().alternates();
        if (root.equals(state.self())) {
            learn(target, root);
        } else if (alternates > 1) {
            new Race(target).among(FingerTable.alternates(state.self().id(), located.holders(), alternates));
        } else if (state.knows(root) && !state.isSilent(root)) {
            learn(target, root);
        } else {
            peers.probe(root, () -> learn(target, root), () -> {});
        }
    }

    private void learn(Key target, NodeRef finger) {
        if (!state.isSilent(finger)) {
            state.fingers(state.fingers().with(target, finger));
        }
    }

    /** Nodes of which any will do as a finger are all asked at once: the first to answer is the nearest. */
    private final class Race {

        private final Key target;
        private boolean decided;

        Race(Key target) {
            this.target = target;
        }

        void among(List<NodeRef> runners) {
            for (NodeRef runner : runners) {
                peers.probe(runner, () -> finish(runner), () -> {});
            }
        }

        private void finish(NodeRef winner) {
            if (!decided) {
                decided = true;
                learn(target, winner);
            }
        }
    }
}
