package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The nodes that follow this one on the ring, nearest first, at most r of them; immutable.
 *
 * <p>It may hold nodes that have died: the list is only ever replaced as a whole, by a list built on the answer of a
 * living node, or shortened at its front (Zave 2017; Stoica et al. 2003, section IV-E.3).
 *
 * <p>Deviation: Zave fills a list that lost its first entry up to r with the identifier after the last one, treated as
 * dead. Such a placeholder stands between no two identifiers, is never asked and is lost in the next copy, so it is not
 * stored: a list shorter than r that is not closed means the same.
 *
 * <p>Deviation: a list that leads all the way round a ring of at most r nodes ends before this node ({@code closed}).
 * The proof knows no such ring; it starts from r + 1 members.
 */
final class SuccessorList {

    private final NodeRef self;
    private final int limit;
    private final Stretch stretch;

    private SuccessorList(NodeRef self, int limit, Stretch stretch) {
        this.self = self;
        this.limit = limit;
        this.stretch = stretch;
    }

    /** The list of a node that is a ring by itself. */
    static SuccessorList alone(NodeRef self, int limit) {
        return new SuccessorList(self, limit, new Stretch(List.of(), true));
    }

    /** The list that a newcomer copies from the node before it. */
    static SuccessorList copied(NodeRef self, int limit, List<NodeRef> offered) {
        return new SuccessorList(self, limit, Stretch.of(offered, limit, self.id()::distanceTo));
    }

    /**
     * {@code successor} and the nodes it offers, in place of what this list held.
     *
     * <p>Unless it claims to be in a small ring that has neither us nor all of our successors: then it has lost its
     * neighbours, or has not yet heard of those that came since. Neither is a reason for us to lose ours: they stay,
     * among those it offers, until the word has gone all the way round to it. Rings of more than r nodes never make such
     * a claim, so the proof is not concerned.
     */
    SuccessorList following(NodeRef successor, List<NodeRef> offered) {
        List<NodeRef> chain = new ArrayList<>(offered.size() + 1);
        chain.add(successor);
        chain.addAll(isLost(successor, offered) ? together(successor, offered) : offered);
        return copied(self, limit, chain);
    }

    /** This list without its first entry, which has died. */
    SuccessorList withoutFirst() {
        List<NodeRef> rest = stretch.nodes().subList(1, stretch.nodes().size());
        return new SuccessorList(self, limit, new Stretch(List.copyOf(rest), stretch.closed()));
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

    List<NodeRef> nodes() {
        return stretch.nodes();
    }

    boolean isSameAs(SuccessorList other) {
        return stretch.equals(other.stretch);
    }

    boolean isEmpty() {
        return stretch.nodes().isEmpty();
    }

    /** Whether this node comes after the last entry: the list names the whole ring. */
    boolean closed() {
        return stretch.closed();
    }

    private boolean isLost(NodeRef successor, List<NodeRef> offered) {
        boolean claimsSmallRing =
                !offered.isEmpty() && offered.get(offered.size() - 1).equals(successor);
        return claimsSmallRing && !offered.contains(self) && !offered.containsAll(after(successor));
    }

    /** What is offered and what is held, in the order of the ring from {@code successor} on. */
    private List<NodeRef> together(NodeRef successor, List<NodeRef> offered) {
        return Stream.concat(offered.stream(), stretch.nodes().stream())
                .filter(node -> node.id().isStrictlyBetween(successor.id(), self.id()))
                .distinct()
                .sorted(Comparator.comparing(node -> self.id().distanceTo(node.id())))
                .toList();
    }

    private List<NodeRef> after(NodeRef successor) {
        return stretch.nodes().stream().filter(node -> !node.equals(successor)).toList();
    }

    @Override
    public String toString() {
        return stretch.nodes() + (stretch.closed() ? " and round" : "");
    }
}
