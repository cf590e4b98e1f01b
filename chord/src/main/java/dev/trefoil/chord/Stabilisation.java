package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import dev.trefoil.chord.ChordMessage.AskNeighbors;
import dev.trefoil.chord.ChordMessage.Neighbors;
import dev.trefoil.chord.ChordMessage.Notify;
import dev.trefoil.chord.RingRules.Outcome;
import dev.trefoil.spi.RpcFailure;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the successor list right: Zave 2017, StabilizeFromSucc and StabilizeFromPred.
 *
 * <p>The successor's list is adopted with the successor, as one; the node that the successor names as its predecessor is
 * asked before it is adopted, with its list, in the same way. Nothing is adopted that has not just answered.
 *
 * <p>Deviation: a message may be lost without its receiver being dead, so one that timed out is followed by a probe.
 */
final class Stabilisation {

    private final ChordState state;
    private final Peers peers;

    Stabilisation(ChordState state, Peers peers) {
        this.state = state;
        this.peers = peers;
    }

    void run(Consumer<Outcome> done) {
        Optional<NodeRef> successor = state.successors().first();
        if (successor.isPresent()) {
            askSuccessor(successor.get(), done);
            return;
        }
        state.confirm();
        // A ring of one is its own successor, and its predecessor is the first newcomer.
        state.predecessors()
                .first()
                .ifPresentOrElse(newcomer -> adopt(newcomer, done), () -> done.accept(Outcome.SETTLED));
    }

    /** Second half: {@code stranger} is said to stand between this node and its successor. */
    void adopt(NodeRef stranger, Consumer<Outcome> done) {
        if (!isBeforeSuccessor(stranger) || !state.context().space().contains(stranger.id())) {
            done.accept(Outcome.SETTLED);
            return;
        }
        build(
                stranger,
                reply -> {
                    greet(stranger);
                    // Many may have joined in one gap: walk back through them without waiting for the next round.
                    boolean more = reply.predecessors().stream()
                            .findFirst()
                            .filter(this::isBeforeSuccessor)
                            .isPresent();
                    done.accept(more ? Outcome.AGAIN : Outcome.SETTLED);
                },
                why -> {
                    if (why != RpcFailure.BUSY) {
                        state.successors().first().ifPresent(this::greet);
                    }
                    done.accept(why == RpcFailure.BUSY ? Outcome.BUSY : Outcome.SETTLED);
                });
    }

    private void askSuccessor(NodeRef successor, Consumer<Outcome> done) {
        build(successor, reply -> answered(successor, reply, done), why -> {
            if (why == RpcFailure.TIMED_OUT) {
                peers.probe(successor, () -> done.accept(Outcome.BUSY), () -> dropped(successor, why, done));
            } else if (Peers.isDeath(why)) {
                dropped(successor, why, done);
            } else {
                done.accept(Outcome.BUSY);
            }
        });
    }

    private void answered(NodeRef successor, Neighbors reply, Consumer<Outcome> done) {
        Optional<NodeRef> between = reply.predecessors().stream().findFirst();
        if (state.standing() == ChordState.Standing.DOUBTFUL) {
            if (isGivenUp(between)) {
                done.accept(Outcome.LOST);
                return;
            }
            state.confirm();
        }
        if (between.filter(this::isBeforeSuccessor).isPresent()) {
            adopt(between.get(), done);
        } else {
            greet(successor);
            done.accept(Outcome.SETTLED);
        }
    }

    private void dropped(NodeRef successor, RpcFailure why, Consumer<Outcome> done) {
        SuccessorList before = state.successors();
        SuccessorList rest = before.withoutFirst();
        if (!rest.isEmpty()) {
            state.successors(rest);
            greet(rest.nodes().get(0));
            done.accept(Outcome.AGAIN);
            return;
        }
        boolean onlyOther =
                before.closed() && state.predecessors().nodes().stream().allMatch(successor::equals);
        done.accept(onlyOther && why == RpcFailure.NOT_A_MEMBER ? Outcome.ALONE : Outcome.LOST);
    }

    /** Asks {@code node} for its neighbours and builds this node's successor list on the answer. */
    private void build(NodeRef node, Consumer<Neighbors> built, Consumer<RpcFailure> failed) {
        state.adopting(node);
        peers.ask(
                node,
                new AskNeighbors(),
                reply -> {
                    state.adopting(null);
                    if (state.plausible(reply.successors()) && state.plausible(reply.predecessors())) {
                        state.successors(state.successors().following(node, reply.successors()));
                        built.accept(reply);
                    } else {
                        failed.accept(RpcFailure.MALFORMED);
                    }
                },
                why -> {
                    state.adopting(null);
                    failed.accept(why);
                });
    }

    private void greet(NodeRef successor) {
        peers.tell(successor, new Notify(state.predecessors().offered()));
    }

    private boolean isBeforeSuccessor(NodeRef node) {
        if (node.id().equals(state.self().id())) {
            return false;
        }
        Optional<NodeRef> successor = state.successors().first();
        return successor.isEmpty()
                || node.id()
                        .isStrictlyBetween(state.self().id(), successor.get().id());
    }

    /** Whether the successor, after a silence of ours, has somebody before us as its predecessor, or nobody. */
    private boolean isGivenUp(Optional<NodeRef> itsPredecessor) {
        return itsPredecessor
                .filter(node -> node.equals(state.self()) || isBeforeSuccessor(node))
                .isEmpty();
    }
}
