package dev.trefoil.chord;

import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import java.util.ArrayList;
import java.util.List;

/**
 * The shortcuts of a node across the ring: finger i is the first node at or after the identifier 2<sup>i</sup> ahead
 * (Stoica et al. 2003, section IV-B); immutable.
 *
 * <p>Only the distinct nodes are kept, about log2 N of the m entries, in clockwise order. There is at most one among the
 * distances from 2<sup>i</sup> to 2<sup>i+1</sup>, so there are never more than m, whatever peers say. Fingers are hints:
 * a wrong or missing one lengthens a lookup and changes no result.
 */
final class FingerTable {

    private final Key self;
    private final List<NodeRef> nodes;

    private FingerTable(Key self, List<NodeRef> nodes) {
        this.self = self;
        this.nodes = nodes;
    }

    static FingerTable empty(Key self) {
        return new FingerTable(self, List.of());
    }

    /** The table of {@code fingers}, which are distinct, in clockwise order and right. */
    static FingerTable clockwise(Key self, List<NodeRef> fingers) {
        return new FingerTable(self, List.copyOf(fingers));
    }

    /** The table after a lookup has found {@code found} to be the first node at or after {@code target}. */
    FingerTable with(Key target, NodeRef found) {
        List<NodeRef> kept = new ArrayList<>(nodes.size() + 1);
        boolean placed = found.id().equals(self);
        for (NodeRef node : nodes) {
            if (!placed && distance(found).compareTo(distance(node)) <= 0) {
                kept.add(found);
                placed = true;
            }
            if (!contradicted(node, target, found)) {
                kept.add(node);
            }
        }
        if (!placed) {
            kept.add(found);
        }
        return new FingerTable(self, List.copyOf(kept));
    }

    /** The table without {@code gone}, which does not answer. */
    FingerTable without(NodeRef gone) {
        return new FingerTable(
                self, nodes.stream().filter(node -> !node.equals(gone)).toList());
    }

    /** The distinct fingers, clockwise from this node. */
    List<NodeRef> nodes() {
        return nodes;
    }

    /**
     * Of a finger and the nodes after it those that will do as well: as many as {@code count}, and none that is a finger of
     * another power of two.
     *
     * <p>Deviation: the paper takes the nodes after a finger however far away they are. Near this node they would take the
     * place of the next fingers, and a jump too far is no use for the keys before it.
     */
    static List<NodeRef> alternates(Key self, List<NodeRef> fingerAndAfter, int count) {
        int power = power(self, fingerAndAfter.get(0));
        return fingerAndAfter.stream()
                .limit(count)
                .takeWhile(node -> !node.id().equals(self) && power(self, node) == power)
                .toList();
    }

    /**
     * The first finger to look up after number {@code i}, for which {@code reached} has been found or is known: fingers
     * that fall on the way to it are the same node. The number of bits if there is none.
     */
    static int nextDistinct(Key self, KeySpace space, int i, Key reached) {
        int next = i;
        while (next < space.bits() && space.ahead(self, next).isBetween(self, reached)) {
            next++;
        }
        return next;
    }

    /**
     * Whether {@code node} cannot be a finger if {@code found} is the first at or after {@code target}: it would come
     * before, or be the second finger of the same power of two.
     */
    private boolean contradicted(NodeRef node, Key target, NodeRef found) {
        if (found.id().equals(self)) {
            return node.id().equals(target) || node.id().isStrictlyBetween(target, self);
        }
        boolean passedOver = !target.equals(found.id())
                && (node.id().equals(target) || node.id().isStrictlyBetween(target, found.id()));
        return passedOver || power(self, node) == power(self, found);
    }

    private Key distance(NodeRef node) {
        return self.distanceTo(node.id());
    }

    /** The i for which the distance to {@code node} is from 2^i to 2^(i+1), counted downwards from the whole circle. */
    private static int power(Key self, NodeRef node) {
        return Key.ZERO.commonPrefixLength(self.distanceTo(node.id()), 1);
    }

    @Override
    public String toString() {
        return nodes.toString();
    }
}
