package dev.trefoil.lab.ring;

import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.IdealOverlay;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.Proximity;
import dev.trefoil.spi.RoutingStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An ideal network that stands still, in which lookups walk from table to table.
 *
 * <p>Each node's overlay is the real one; it is made when a walk first comes by. Large networks forget it again, so that
 * a million nodes need little more than their addresses. Not thread-safe.
 */
public final class StillRing {

    /** Networks up to this size keep the tables of all nodes. */
    public static final int KEPT_MAX = 1 << 14;

    /** No lookup is longer; one that is has gone astray. */
    public static final int HOPS_MAX = 1_000;

    private final IdealOverlay provider;
    private final Census members;
    private final Proximity proximity;
    private final Map<NodeRef, Overlay> kept = new HashMap<>();

    /** A network of {@code members}, which all are equally near to each other. */
    public StillRing(IdealOverlay provider, Census members) {
        this(provider, members, Proximity.NONE);
    }

    /** A network of {@code members}, {@code proximity} apart. */
    public StillRing(IdealOverlay provider, Census members, Proximity proximity) {
        this.provider = provider;
        this.members = members;
        this.proximity = proximity;
    }

    /** All members. */
    public Census members() {
        return members;
    }

    /** What {@code node} knows. */
    public Overlay at(NodeRef node) {
        return members.size() <= KEPT_MAX ? kept.computeIfAbsent(node, this::enter) : enter(node);
    }

    /** Walks from {@code start} towards {@code key}, always to the first candidate. */
    public Walk walk(NodeRef start, Key key) {
        List<NodeRef> path = new ArrayList<>();
        path.add(start);
        while (path.size() <= HOPS_MAX) {
            RoutingStep step = at(path.get(path.size() - 1)).nextStep(key);
            if (step instanceof RoutingStep.Here here) {
                return new Walk(path, here.holders().get(0));
            }
            List<NodeRef> candidates = ((RoutingStep.Onward) step).candidates();
            if (candidates.isEmpty()) {
                throw new IllegalStateException("a lookup of " + key.toHex() + " found no way on from " + path);
            }
            path.add(candidates.get(0));
        }
        throw new IllegalStateException("a lookup of " + key.toHex() + " from " + start + " goes astray");
    }

    /**
     * The same walk by nodes that do not look at their predecessor, as those of the Chord papers: a node sends even the
     * query for a key that it holds itself once round the ring.
     */
    public Walk walkRound(NodeRef start, Key key) {
        Walk walk = walk(start, key);
        NodeRef before = members.around(members.successor(start.id()) - 1);
        boolean isOwn = walk.path().size() == 1 && walk.root().equals(start) && !before.equals(start);
        if (isOwn && at(start).nextStep(before.id()) instanceof RoutingStep.Onward onward) {
            List<NodeRef> path = new ArrayList<>(List.of(start));
            path.addAll(walk(onward.candidates().get(0), key).path());
            return new Walk(path, walk.root());
        }
        return walk;
    }

    private Overlay enter(NodeRef node) {
        Overlay overlay = provider.create(StillNode.context(node), (neighbor, joined) -> {});
        provider.enter(overlay, members, proximity);
        return overlay;
    }

    /**
     * The way of one lookup.
     *
     * @param path the nodes it came by, the start first, the one that knew the answer last
     * @param root the answer
     */
    public record Walk(List<NodeRef> path, NodeRef root) {

        /** How often it was passed on until the node before the key was reached, counted as the Chord papers do: at least 1. */
        public int hops() {
            return Math.max(1, path.size() - 1);
        }
    }
}
