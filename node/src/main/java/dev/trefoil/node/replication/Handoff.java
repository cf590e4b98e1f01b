package dev.trefoil.node.replication;

import dev.trefoil.KeyRange;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Delivers a batch of slots to all who should hold them. */
final class Handoff {

    private final Peers peers;
    private final Shelf shelf;
    private final Holders holders;
    private final NodeRef self;

    Handoff(Peers peers, Shelf shelf, Holders holders, NodeRef self) {
        this.peers = peers;
        this.shelf = shelf;
        this.holders = holders;
        this.self = self;
    }

    /**
     * Delivers those slots of {@code batch}, from the first, that have the same holders as the first.
     *
     * @param batch not empty, clockwise
     * @param ahead whether this node is about to leave; then its own place is taken by the next in rank
     */
    void deliver(List<Summary> batch, boolean ahead, Consumer<Delivered> done) {
        Summary first = batch.get(0);
        holders.locate(
                first.slot().key(),
                located -> deliver(together(batch, located.range()), located, ahead, done),
                why -> done.accept(undelivered(batch)));
    }

    private void deliver(List<Summary> batch, Located located, boolean ahead, Consumer<Delivered> done) {
        List<NodeRef> targets = located.holders().stream()
                .filter(node -> !ahead || !node.address().equals(self.address()))
                .limit(holders.width())
                .toList();
        HandoffPlan plan = new HandoffPlan(batch, targets);
        Delivered delivered = new Delivered(plan, batch.size(), true);
        // The store is shared with the other virtual nodes of this process: their copy is this copy.
        boolean isOwn = targets.stream().anyMatch(node -> node.address().equals(self.address()));
        if (targets.isEmpty() || isOwn) {
            done.accept(new Delivered(new HandoffPlan(batch, List.of()), batch.size(), isOwn));
            return;
        }
        for (NodeRef target : targets) {
            Delivery.start(peers, shelf, target, batch, ahead, verdicts -> {
                plan.onConfirmed(target, verdicts);
                if (plan.isComplete()) {
                    done.accept(delivered);
                }
            });
        }
    }

    /** Nobody could tell who holds the first slot. Where nobody is left to tell, that goes for all of them. */
    private Delivered undelivered(List<Summary> batch) {
        boolean hasWay = holders.hasWay();
        return new Delivered(new HandoffPlan(List.of(), List.of()), hasWay ? 1 : batch.size(), hasWay);
    }

    private static List<Summary> together(List<Summary> batch, Optional<KeyRange> range) {
        Summary first = batch.get(0);
        return batch.stream()
                .takeWhile(summary -> range.map(
                                same -> same.contains(summary.slot().key()))
                        .orElse(summary.slot().key().equals(first.slot().key())))
                .toList();
    }

    /**
     * What became of a batch.
     *
     * @param plan who confirmed what
     * @param slots how many slots of the batch this speaks for, from the first
     * @param hasTaker whether there is somebody who could hold them, as far as is known
     */
    record Delivered(HandoffPlan plan, int slots, boolean hasTaker) {}
}
