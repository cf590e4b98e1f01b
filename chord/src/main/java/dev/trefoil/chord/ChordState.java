package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import dev.trefoil.spi.NeighborListener;
import dev.trefoil.spi.NodeContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one Chord node knows, shared by the conversations that change it: its place, its tables, who is silent.
 *
 * <p>Every change of the successor and predecessor lists is told to the listener as the difference of the sets.
 */
final class ChordState {

    /** Whether a node has a place on the ring. */
    enum Standing {
        /** Not a member: not yet, not any more, or looking for its place anew. */
        OUTSIDE,
        /** A member to its peers, but after a pause it does not yet know whether they gave it up. */
        DOUBTFUL,
        /** A member. */
        MEMBER
    }

    private final NodeContext context;
    private final ChordConfig config;
    private final NeighborListener listener;
    private final Acquaintances acquaintances;
    private final Set<NodeRef> silent = new LinkedHashSet<>();
    private Standing standing = Standing.OUTSIDE;
    private SuccessorList successors;
    private PredecessorList predecessors;
    private FingerTable fingers;
    private int life;
    private @Nullable NodeRef adopting;
    private @Nullable RingView view;

    ChordState(NodeContext context, ChordConfig config, NeighborListener listener) {
        this.context = context;
        this.config = config;
        this.listener = listener;
        this.acquaintances = new Acquaintances(context.self(), config.remembered());
        this.successors = SuccessorList.alone(context.self(), config.successors());
        this.predecessors = PredecessorList.alone(context.self(), config.successors());
        this.fingers = FingerTable.empty(context.self().id());
    }

    NodeContext context() {
        return context;
    }

    NodeRef self() {
        return context.self();
    }

    ChordConfig config() {
        return config;
    }

    Acquaintances acquaintances() {
        return acquaintances;
    }

    Standing standing() {
        return standing;
    }

    /** Whether peers may treat this node as a member. */
    boolean isOnRing() {
        return standing != Standing.OUTSIDE;
    }

    /** Counts the times this node became or ceased to be a member; an answer that belongs to an earlier one is stale. */
    int life() {
        return life;
    }

    SuccessorList successors() {
        return successors;
    }

    PredecessorList predecessors() {
        return predecessors;
    }

    FingerTable fingers() {
        return fingers;
    }

    /** Begins a life on the ring at the given place. */
    void enter(SuccessorList ahead, PredecessorList behind) {
        life++;
        standing = Standing.MEMBER;
        replace(ahead, behind);
    }

    /** Begins a ring of one. */
    void enterAlone() {
        enter(SuccessorList.alone(self(), config.successors()), PredecessorList.alone(self(), config.successors()));
    }

    /** Ends the life on the ring; fingers stay, as hints for another one. */
    void exit() {
        life++;
        standing = Standing.OUTSIDE;
        adopting = null;
        replace(SuccessorList.alone(self(), config.successors()), PredecessorList.alone(self(), config.successors()));
    }

    /** Stops vouching for this node's place until {@link #confirm}. */
    void doubt() {
        standing = Standing.DOUBTFUL;
    }

    /** The place is still ours. */
    void confirm() {
        standing = Standing.MEMBER;
    }

    void successors(SuccessorList list) {
        replace(list, predecessors);
    }

    void predecessors(PredecessorList list) {
        replace(successors, list);
    }

    void fingers(FingerTable table) {
        if (!table.nodes().equals(fingers.nodes())) {
            table.nodes().forEach(acquaintances::met);
            fingers = table;
            view = null;
        }
    }

    /**
     * Whose list this node is about to build its own on. From the question until the update its own list is undefined,
     * and others may not read it (Zave 2017: a step takes effect when the queried node answers).
     */
    Optional<NodeRef> adopting() {
        return Optional.ofNullable(adopting);
    }

    void adopting(@Nullable NodeRef node) {
        adopting = node;
    }

    /** {@code node} did not answer and is passed over until it does. */
    void silent(NodeRef node) {
        if (knows(node) && silent.add(node)) {
            view = null;
        }
    }

    /** {@code node} has answered. */
    void answered(NodeRef node) {
        if (!silent.isEmpty() && silent.remove(node)) {
            view = null;
        }
    }

    boolean isSilent(NodeRef node) {
        return !silent.isEmpty() && silent.contains(node);
    }

    /** All that are passed over. */
    List<NodeRef> silent() {
        return List.copyOf(silent);
    }

    boolean knows(NodeRef node) {
        return successors.nodes().contains(node)
                || predecessors.nodes().contains(node)
                || fingers.nodes().contains(node);
    }

    /** Whether {@code nodes} can be nodes of this network: peers may say anything. */
    boolean plausible(List<NodeRef> nodes) {
        return nodes.stream().allMatch(node -> context.space().contains(node.id()));
    }

    /** The ring as seen from here, now. */
    RingView view() {
        if (view == null) {
            silent.removeIf(node -> !knows(node));
            view = new RingView(self(), predecessors, successors, fingers, silent, config.candidates());
        }
        return view;
    }

    private void replace(SuccessorList ahead, PredecessorList behind) {
        if (ahead.isSameAs(successors) && behind.isSameAs(predecessors)) {
            return;
        }
        Set<NodeRef> before = neighbors();
        boolean roundBefore = successors.closed() && predecessors.closed();
        successors = ahead;
        predecessors = behind;
        view = null;
        Set<NodeRef> after = neighbors();
        boolean sameArcs = roundBefore == (ahead.closed() && behind.closed());
        announce(before, after, sameArcs);
    }

    private void announce(Set<NodeRef> before, Set<NodeRef> after, boolean sameArcs) {
        if (before.equals(after)) {
            if (!sameArcs) {
                // The same nodes, but now known to be all there are, or not: coverage changes with it.
                after.stream().limit(1).forEach(node -> listener.update(node, true));
            }
            return;
        }
        before.stream().filter(node -> !after.contains(node)).toList().forEach(node -> listener.update(node, false));
        for (NodeRef node : after) {
            if (!before.contains(node)) {
                acquaintances.met(node);
                listener.update(node, true);
            }
        }
    }

    private Set<NodeRef> neighbors() {
        Set<NodeRef> all = new LinkedHashSet<>(successors.nodes());
        all.addAll(predecessors.nodes());
        return all;
    }
}
