package dev.trefoil.spi;

import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;

/**
 * All members of a network in the order of their ids: what no node knows, and what simulations judge nodes by.
 *
 * <p>A list on a circle: the position after the last is the first. Immutable, thread-safe, one reference a node.
 */
public final class Census extends AbstractList<NodeRef> implements RandomAccess {

    private final NodeRef[] members;

    private Census(NodeRef[] members) {
        this.members = members;
    }

    /** The census of {@code members}, in any order; refuses two members of one id. */
    public static Census of(Collection<NodeRef> members) {
        NodeRef[] sorted = members.toArray(NodeRef[]::new);
        Arrays.sort(sorted, Comparator.comparing(NodeRef::id));
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i].id().equals(sorted[i - 1].id())) {
                throw new IllegalArgumentException("two members have one id: " + sorted[i - 1] + " and " + sorted[i]);
            }
        }
        return new Census(sorted);
    }

    /** This census with one member more; refuses one whose id is taken. One copy, no sorting. */
    public Census with(NodeRef member) {
        int place = lowest(member.id());
        if (place < members.length && members[place].id().equals(member.id())) {
            throw new IllegalArgumentException("two members have one id: " + member + " and " + members[place]);
        }
        NodeRef[] more = new NodeRef[members.length + 1];
        System.arraycopy(members, 0, more, 0, place);
        more[place] = member;
        System.arraycopy(members, place, more, place + 1, members.length - place);
        return new Census(more);
    }

    /** This census without {@code member}; the same if it is not in it. */
    public Census without(NodeRef member) {
        int place = lowest(member.id());
        if (place == members.length || !members[place].equals(member)) {
            return this;
        }
        NodeRef[] fewer = new NodeRef[members.length - 1];
        System.arraycopy(members, 0, fewer, 0, place);
        System.arraycopy(members, place + 1, fewer, place, fewer.length - place);
        return new Census(fewer);
    }

    @Override
    public NodeRef get(int position) {
        return members[position];
    }

    @Override
    public int size() {
        return members.length;
    }

    /** The member at {@code position} counted round the circle, so that -1 is the last one; refuses an empty census. */
    public NodeRef around(int position) {
        return members[Math.floorMod(position, members.length)];
    }

    /** The position of the first member at or clockwise after {@code key}; refuses an empty census. */
    public int successor(Key key) {
        return Math.floorMod(lowest(key), members.length);
    }

    /** The position of the first member whose id is not less than {@code key}; the size if there is none. */
    private int lowest(Key key) {
        int low = 0;
        int high = members.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (members[middle].id().compareTo(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Up to {@code count} members after the one at {@code position}, clockwise, that one left out. */
    public List<NodeRef> after(int position, int count) {
        return walk(position, 1, count);
    }

    /** Up to {@code count} members before the one at {@code position}, nearest first, that one left out. */
    public List<NodeRef> before(int position, int count) {
        return walk(position, -1, count);
    }

    private List<NodeRef> walk(int position, int direction, int count) {
        NodeRef[] found = new NodeRef[Math.max(0, Math.min(count, members.length - 1))];
        for (int i = 0; i < found.length; i++) {
            found[i] = around(position + direction * (i + 1));
        }
        return List.of(found);
    }
}
