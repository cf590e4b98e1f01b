package dev.trefoil.chord;

import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The useful beginning of a chain of nodes that somebody told us: as long as it keeps walking away from us.
 *
 * <p>A chain that turns back has come all the way round to us, or is nonsense; both end it. So whatever a peer says, the
 * result is ordered, without repetition and without ourselves.
 *
 * @param nodes in the order of the chain, each further away than the one before
 * @param closed whether the chain led all the way round: after its last node comes ourselves
 */
record Stretch(List<NodeRef> nodes, boolean closed) {

    static Stretch of(Iterable<NodeRef> chain, int limit, Function<Key, Key> distance) {
        List<NodeRef> nodes = new ArrayList<>(limit);
        Key reached = Key.ZERO;
        for (NodeRef node : chain) {
            if (nodes.size() == limit) {
                break;
            }
            Key next = distance.apply(node.id());
            if (next.compareTo(reached) <= 0) {
                return new Stretch(List.copyOf(nodes), true);
            }
            reached = next;
            nodes.add(node);
        }
        return new Stretch(List.copyOf(nodes), false);
    }
}
