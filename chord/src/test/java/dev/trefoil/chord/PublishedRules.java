package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import dev.trefoil.chord.ChordMessage.AskNeighbors;
import dev.trefoil.chord.ChordMessage.Neighbors;
import dev.trefoil.chord.ChordMessage.Notify;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The maintenance as published in 2001 and 2003, the planted bug that shows that the checker bites: the successor's
 * predecessor is adopted on its word alone, in the successor's place, and nobody waits for anybody.
 */
final class PublishedRules implements RingRules {

    private final ChordState state;
    private final Peers peers;

    PublishedRules(ChordState state, Peers peers) {
        this.state = state;
        this.peers = peers;
    }

    @Override
    public void stabilise(Consumer<Outcome> done) {
        NodeRef successor = state.successors().first().orElseThrow();
        peers.ask(successor, new AskNeighbors(), reply -> answered(successor, reply, done), why -> {
            SuccessorList rest = state.successors().withoutFirst();
            if (rest.isEmpty()) {
                done.accept(Outcome.LOST);
            } else {
                state.successors(rest);
                done.accept(Outcome.AGAIN);
            }
        });
    }

    @Override
    public void adopt(NodeRef stranger, Consumer<Outcome> done) {
        done.accept(Outcome.SETTLED);
    }

    @Override
    public void rectify(Notification claim, Consumer<Outcome> done) {
        Optional<NodeRef> predecessor = state.predecessors().first();
        if (predecessor.isEmpty()
                || claim.from()
                        .id()
                        .isStrictlyBetween(predecessor.get().id(), state.self().id())) {
            accept(claim, done);
        } else {
            peers.probe(predecessor.get(), () -> done.accept(Outcome.SETTLED), () -> accept(claim, done));
        }
    }

    private void answered(NodeRef successor, Neighbors reply, Consumer<Outcome> done) {
        List<NodeRef> chain = new ArrayList<>(reply.successors());
        chain.add(0, successor);
        reply.predecessors().stream()
                .findFirst()
                .filter(node -> node.id().isStrictlyBetween(state.self().id(), successor.id()))
                .ifPresent(node -> chain.set(0, node));
        state.successors(SuccessorList.copied(state.self(), state.config().successors(), chain));
        peers.tell(chain.get(0), new Notify(state.predecessors().offered()));
        done.accept(Outcome.SETTLED);
    }

    private void accept(Notification claim, Consumer<Outcome> done) {
        state.predecessors(
                PredecessorList.of(state.self(), state.config().successors(), claim.from(), claim.predecessors()));
        done.accept(Outcome.SETTLED);
    }
}
