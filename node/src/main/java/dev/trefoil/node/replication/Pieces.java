package dev.trefoil.node.replication;

import dev.trefoil.KeyRange;
import dev.trefoil.KeySpace;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Cuts arcs into pieces all of whose keys have the same replicas, as their root tells. */
final class Pieces {

    private final NodeRef self;
    private final KeySpace space;
    private final Holders holders;

    Pieces(NodeRef self, KeySpace space, Holders holders) {
        this.self = self;
        this.space = space;
        this.holders = holders;
    }

    /** Asks for the first piece of {@code range}; empty if nobody could tell. */
    void first(KeyRange range, Consumer<Optional<Piece>> found) {
        holders.locate(
                space.next(range.after()),
                located -> found.accept(located.range().flatMap(same -> cut(range, same, located))),
                why -> found.accept(Optional.empty()));
    }

    private Optional<Piece> cut(KeyRange range, KeyRange same, Located located) {
        return RangeSet.of(range).intersect(same).ranges().stream()
                .filter(part -> part.contains(space.next(range.after())))
                .map(part -> part.isAll() || range.isAll() ? part : new KeyRange(range.after(), part.upTo()))
                .map(part -> new Piece(part, ranks(located), located.holders()))
                .findFirst();
    }

    /** Another virtual node of this process would be no second replica, and has nothing that this one has not. */
    private List<NodeRef> ranks(Located located) {
        return located.holders().stream()
                .filter(node -> node.equals(self) || !node.address().equals(self.address()))
                .toList();
    }

    /**
     * A piece.
     *
     * @param range its keys
     * @param ranks their holders in rank order, as many as are known, without other virtual nodes of this process
     * @param holders the same with them
     */
    record Piece(KeyRange range, List<NodeRef> ranks, List<NodeRef> holders) {

        /** The first {@code count} holders; fewer if one of them is {@code self}, which is no successor of its own. */
        List<NodeRef> successors(int count, NodeRef self) {
            return holders.stream()
                    .limit(count)
                    .filter(node -> !node.equals(self))
                    .toList();
        }

        /** The other replicas among the first {@code count}. */
        List<NodeRef> others(int count, NodeRef self) {
            return ranks.stream()
                    .limit(count)
                    .filter(node -> !node.equals(self))
                    .toList();
        }
    }
}
