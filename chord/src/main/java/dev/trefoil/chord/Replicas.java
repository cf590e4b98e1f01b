package dev.trefoil.chord;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which nodes hold a key: the key's successor and those after it, one node for each address.
 *
 * <p>Virtual nodes of one process fail together, so only the first of them on the way counts (Stoica et al. 2003, sections
 * IV-E.3 and IV-B; Dabek et al. 2003 for the ranks).
 */
final class Replicas {

    private Replicas() {}

    /** The first node of each address in {@code clockwise}, at most {@code count}. */
    static List<NodeRef> distinct(List<NodeRef> clockwise, int count) {
        List<NodeRef> chosen = new ArrayList<>();
        Set<Address> addresses = new HashSet<>();
        for (NodeRef node : clockwise) {
            if (chosen.size() >= count) {
                break;
            }
            if (addresses.add(node.address())) {
                chosen.add(node);
            }
        }
        return List.copyOf(chosen);
    }

    /**
     * The arc of keys for which {@code self} is among the first {@code count} holders.
     *
     * <p>It ends at {@code self} and begins at the nearest node before it that shuts it out: a node of the same address,
     * which stands for both, or the {@code count}-th other address.
     *
     * @param counterClockwise the nodes before {@code self}, nearest first
     * @param closed whether these are all nodes there are
     */
    static KeyRange coverage(NodeRef self, List<NodeRef> counterClockwise, boolean closed, int count) {
        Set<Address> others = new HashSet<>();
        Key known = self.id();
        for (NodeRef node : counterClockwise) {
            known = node.id();
            if (node.address().equals(self.address())) {
                return new KeyRange(known, self.id());
            }
            others.add(node.address());
            if (others.size() >= count) {
                return new KeyRange(known, self.id());
            }
        }
        return closed ? KeyRange.ALL : new KeyRange(known, self.id());
    }
}
