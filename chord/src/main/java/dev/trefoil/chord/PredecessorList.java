package dev.trefoil.chord;

import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The predecessor, and the nodes before it as far as it told us, nearest first; immutable.
 *
 * <p>Deviation: the papers know one predecessor only. A node that keeps replicas must know the arc of keys it is the
 * second or third replica of, and that arc begins at the second or third predecessor. Each notification carries the
 * notifier's list, so that after r rounds without change every list is right. All but the first entry are hints: nothing
 * that the proof speaks of is decided by them.
 */
final class PredecessorList {

    private final NodeRef self;
    private final int limit;
    private final Stretch stretch;

    private PredecessorList(NodeRef self, int limit, Stretch stretch) {
        this.self = self;
        this.limit = limit;
        this.stretch = stretch;
    }

    /** The list of a node that is a ring by itself. */
    static PredecessorList alone(NodeRef self, int limit) {
        return new PredecessorList(self, limit, new Stretch(List.of(), true));
    }

    /** {@code predecessor} and the nodes before it by its own account. */
    static PredecessorList of(NodeRef self, int limit, NodeRef predecessor, List<NodeRef> offered) {
        List<NodeRef> chain = new ArrayList<>(offered.size() + 1);
        chain.add(predecessor);
        chain.addAll(offered);
        Key here = self.id();
        return new PredecessorList(self, limit, Stretch.of(chain, limit, id -> id.distanceTo(here)));
    }

    /** What others may build on: the entries, and this node after them where the ring closes. */
    List<NodeRef> offered() {
        if (!stretch.closed() || stretch.nodes().size() == limit) {
            return stretch.nodes();
        }
        List<NodeRef> round = new ArrayList<>(stretch.nodes());
        round.add(self);
        return round;
    }

    Optional<NodeRef> first() {
        return stretch.nodes().stream().findFirst();
    }

    boolean isSameAs(PredecessorList other) {
        return stretch.equals(other.stretch);
    }

    boolean isEmpty() {
        return stretch.nodes().isEmpty();
    }

    List<NodeRef> nodes() {
        return stretch.nodes();
    }

    /** Whether this node comes before the last entry: the list names the whole ring. */
    boolean closed() {
        return stretch.closed();
    }

    @Override
    public String toString() {
        return stretch.nodes() + (stretch.closed() ? " and round" : "");
    }
}
