package dev.trefoil.chord;

import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.Proximity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What one member knows on a ring where every pointer is right (Stoica et al. 2003, section IV; Zave 2017, ideal state). */
final class IdealPlace {

    private final Census members;
    private final NodeRef self;
    private final int position;
    private final int limit;

    /** The place of {@code self}, which stands in the census, with lists of up to {@code limit} neighbours. */
    IdealPlace(Census members, NodeRef self, int limit) {
        this.members = members;
        this.self = self;
        this.limit = limit;
        this.position = members.successor(self.id());
        if (!members.get(position).equals(self)) {
            throw new IllegalArgumentException(self + " is not in the census");
        }
    }

    SuccessorList successors() {
        return SuccessorList.copied(self, limit, round(members.after(position, limit)));
    }

    PredecessorList predecessors() {
        List<NodeRef> before = round(members.before(position, limit));
        return PredecessorList.of(self, limit, before.get(0), before.subList(1, before.size()));
    }

    /**
     * One lookup for each distinct finger, as {@link FingerUpkeep} would make them; of each finger and its alternates the
     * nearest.
     */
    FingerTable fingers(KeySpace space, int alternates, Proximity proximity) {
        List<NodeRef> fingers = new ArrayList<>();
        int i = 0;
        while (i < space.bits()) {
            int place = members.successor(space.ahead(self.id(), i));
            NodeRef found = members.get(place);
            if (!found.equals(self)) {
                fingers.add(alternates == 1 ? found : nearest(place, alternates, proximity));
            }
            i = FingerTable.nextDistinct(self.id(), space, i + 1, found.id());
        }
        return FingerTable.clockwise(self.id(), fingers);
    }

    /** Of the finger at {@code place} and its alternates the nearest, of equally near ones the first. */
    private NodeRef nearest(int place, int alternates, Proximity proximity) {
        List<NodeRef> choice = new ArrayList<>();
        choice.add(members.get(place));
        choice.addAll(members.after(place, alternates - 1));
        return FingerTable.alternates(self.id(), choice, alternates).stream()
                .min(Comparator.comparingLong(node -> proximity.roundTripNanos(self.address(), node.address())))
                .orElseThrow();
    }

    /** The neighbours, and this node after them if they are all there are: its lists know that the ring closes. */
    private List<NodeRef> round(List<NodeRef> neighbors) {
        List<NodeRef> round = new ArrayList<>(neighbors);
        round.add(self);
        return round;
    }
}
