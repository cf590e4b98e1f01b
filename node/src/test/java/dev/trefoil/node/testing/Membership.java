package dev.trefoil.node.testing;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.RoutingStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is a member, as one node sees it, and what follows: where keys live on a ring of these members. Pure; the naive
 * twin of every overlay on a ring.
 *
 * @param members in the order of their ids
 */
public record Membership(List<NodeRef> members) {

    public Membership {
        members = members.stream()
                .distinct()
                .sorted(Comparator.comparing(NodeRef::id))
                .toList();
    }

    /** All members, beginning with the successor of {@code key}. */
    public List<NodeRef> from(Key key) {
        List<NodeRef> ordered = new ArrayList<>();
        members.stream().filter(node -> node.id().compareTo(key) >= 0).forEach(ordered::add);
        members.stream().filter(node -> node.id().compareTo(key) < 0).forEach(ordered::add);
        return ordered;
    }

    /** The first {@code count} members from {@code key} on distinct addresses. */
    public List<NodeRef> holders(Key key, int count) {
        Set<Object> addresses = new LinkedHashSet<>();
        return from(key).stream()
                .filter(node -> addresses.size() < count && addresses.add(node.address()))
                .toList();
    }

    /** The arc of keys for which {@code self} is among the first {@code count} holders. */
    public KeyRange coverage(NodeRef self, int count) {
        List<NodeRef> behind = new ArrayList<>(from(self.id()));
        Collections.reverse(behind);
        Set<Object> addresses = new LinkedHashSet<>();
        for (NodeRef node : behind) {
            if (node.equals(self)) {
                break;
            }
            addresses.add(node.address());
            if (node.address().equals(self.address()) || addresses.size() == count) {
                return new KeyRange(node.id(), self.id());
            }
        }
        return new KeyRange(self.id(), self.id());
    }

    /**
     * A step towards {@code key}: the node before it and its root know the holders; all others name those of their next
     * {@code reach} successors that are not beyond the key, the furthest first.
     */
    public RoutingStep step(NodeRef self, Key key, int reach) {
        List<NodeRef> ahead = from(self.id());
        List<NodeRef> holders = holders(key, members.size());
        if (holders.get(0).equals(self)
                || ahead.size() < 2
                || key.isBetween(self.id(), ahead.get(1).id())) {
            NodeRef root = holders.get(0);
            Optional<KeyRange> range = members.size() < 2
                    ? Optional.of(KeyRange.ALL)
                    : Optional.of(new KeyRange(before(root).id(), root.id()));
            return new RoutingStep.Here(holders, range);
        }
        List<NodeRef> candidates = new ArrayList<>();
        for (NodeRef node : ahead.subList(1, Math.min(ahead.size(), 1 + Math.min(reach, ahead.size())))) {
            if (node.id().isStrictlyBetween(self.id(), key)) {
                candidates.add(0, node);
            }
        }
        return new RoutingStep.Onward(candidates);
    }

    private NodeRef before(NodeRef node) {
        return members.get(Math.floorMod(members.indexOf(node) - 1, members.size()));
    }
}
