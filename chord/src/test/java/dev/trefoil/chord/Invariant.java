package dev.trefoil.chord;

import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Zave's invariant of a ring and what follows from it, checked on the state of all members at one instant.
 *
 * <p>A step of the proof takes effect when the node that was asked answers. While the answer is on its way, the list that
 * the asker will have counts as its list; nobody can see the difference, because it refuses to show it.
 */
final class Invariant {

    private final int r;
    private final List<TestNode> members;
    private final NodeRef[] sorted;
    private final NodeRef[][] lists;
    private final int[] best;
    private final boolean[] onRing;
    private final int[] skipped;

    private Invariant(List<TestNode> members, int r) {
        this.r = r;
        this.members = members.stream()
                .sorted(Comparator.comparing(node -> node.self.id()))
                .toList();
        int n = members.size();
        this.sorted = this.members.stream().map(node -> node.self).toArray(NodeRef[]::new);
        this.lists = this.members.stream()
                .map(node -> node.successors().toArray(NodeRef[]::new))
                .toArray(NodeRef[][]::new);
        this.best = new int[n];
        this.onRing = new boolean[n];
        this.skipped = new int[n + 1];
        findBest();
        findSkipped();
    }

    static Invariant of(List<TestNode> members, int r) {
        return new Invariant(members, r);
    }

    /** The first broken property by name, if any: the two of the invariant, then those that follow from it. */
    Optional<String> violation() {
        return successorless()
                .or(this::tooFewPrincipals)
                .or(this::unordered)
                .or(this::badRing)
                .or(this::stray);
    }

    /** What is broken for ever once it is broken: members without a successor, two rings, a ring in disorder. */
    Optional<String> damage() {
        return successorless().or(this::badRing);
    }

    private Optional<String> successorless() {
        for (int i = 0; i < sorted.length; i++) {
            if (best[i] < 0) {
                return Optional.of("OneLiveSuccessor: " + sorted[i] + " has no living successor");
            }
        }
        return Optional.empty();
    }

    private Optional<String> tooFewPrincipals() {
        return principals() < r + 1 ? Optional.of("SufficientPrincipals: only " + principals()) : Optional.empty();
    }

    int principals() {
        return (int) IntStream.range(0, sorted.length).filter(this::isPrincipal).count();
    }

    /** Whether the proof lets {@code node} fail now: all others keep a living successor, and r + 1 principals remain. */
    boolean mayFail(TestNode node) {
        int index = members.indexOf(node);
        if (isPrincipal(index) && principals() <= r + 1) {
            return false;
        }
        for (int i = 0; i < sorted.length; i++) {
            boolean survives = i == index
                    || Arrays.stream(lists[i]).anyMatch(entry -> !entry.equals(node.self) && position(entry) >= 0);
            if (!survives) {
                return false;
            }
        }
        return true;
    }

    private boolean isPrincipal(int index) {
        return skipped[index] == 0;
    }

    private void findBest() {
        Map<NodeRef, Integer> positions = new HashMap<>();
        for (int i = 0; i < sorted.length; i++) {
            positions.put(sorted[i], i);
        }
        for (int i = 0; i < sorted.length; i++) {
            best[i] = -1;
            for (NodeRef entry : lists[i]) {
                Integer position = positions.get(entry);
                if (position != null) {
                    best[i] = position;
                    break;
                }
            }
        }
    }

    /** For every member how many adjacent pairs of entries leave it out. */
    private void findSkipped() {
        for (int i = 0; i < sorted.length; i++) {
            Key before = sorted[i].id();
            for (NodeRef entry : lists[i]) {
                skip(before, entry.id());
                before = entry.id();
            }
        }
    }

    private void skip(Key after, Key before) {
        int first = Math.floorMod(firstAtOrAfter(after) + (isMember(after) ? 1 : 0), sorted.length);
        for (int k = 0; k < sorted.length; k++) {
            int index = (first + k) % sorted.length;
            if (!sorted[index].id().isStrictlyBetween(after, before)) {
                return;
            }
            skipped[index]++;
        }
    }

    private boolean isMember(Key id) {
        int index = firstAtOrAfter(id);
        return index < sorted.length && sorted[index].id().equals(id);
    }

    private int firstAtOrAfter(Key id) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle].id().compareTo(id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int position(NodeRef node) {
        int index = firstAtOrAfter(node.id());
        return index < sorted.length && sorted[index].equals(node) ? index : -1;
    }

    private Optional<String> unordered() {
        for (int i = 0; i < sorted.length; i++) {
            Key reached = Key.ZERO;
            for (NodeRef entry : lists[i]) {
                Key distance = sorted[i].id().distanceTo(entry.id());
                if (distance.compareTo(reached) <= 0) {
                    return Optional.of("NoDuplicates or OrderedSuccessorLists: " + sorted[i] + " has "
                            + Arrays.toString(lists[i]));
                }
                reached = distance;
            }
        }
        return Optional.empty();
    }

    private Optional<String> badRing() {
        int start = cycleFrom(0);
        int size = mark(start);
        for (int i = 0; i < sorted.length; i++) {
            if (!onRing[cycleFrom(i)]) {
                return Optional.of("AtMostOneRing: " + sorted[i] + " leads to another ring than " + sorted[0]);
            }
        }
        for (int i = 0, member = start; i < size; i++, member = best[member]) {
            for (int k = Math.floorMod(member + 1, sorted.length); k != best[member]; k = (k + 1) % sorted.length) {
                if (onRing[k]) {
                    return Optional.of("OrderedRing: " + sorted[member] + " passes over " + sorted[k]);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> stray() {
        for (int i = 0; i < sorted.length; i++) {
            if (isPrincipal(i) && !onRing[i]) {
                return Optional.of("PrincipalsAreRingMembers: " + sorted[i] + " is an appendage");
            }
        }
        return Optional.empty();
    }

    /** Some node of the cycle that {@code from} leads into: every walk along best successors ends in one. */
    private int cycleFrom(int from) {
        int node = from;
        for (int i = 0; i < sorted.length; i++) {
            if (onRing[node]) {
                return node;
            }
            node = best[node];
        }
        return node;
    }

    private int mark(int start) {
        int size = 0;
        for (int node = start; !onRing[node]; node = best[node]) {
            onRing[node] = true;
            size++;
        }
        return size;
    }
}
