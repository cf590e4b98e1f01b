package dev.trefoil.chord;

import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Zave's invariant of a ring and what follows from it, checked on the state of all members at one instant.
 *
 * <p>The invariant proper has two parts, and all the rest follows from them; each is checked for itself nevertheless,
 * because what breaks first tells where to look. A step of the proof takes effect when the node that was asked answers.
 * While the answer is on its way, the list that the asker will have counts as its list; nobody can see the difference,
 * because it refuses to show it.
 */
final class Invariant {

    /** What must hold, by the names of Zave 2017; the first two are the invariant, the others follow from it. */
    enum Property {
        ONE_LIVE_SUCCESSOR,
        SUFFICIENT_PRINCIPALS,
        NO_DUPLICATES,
        ORDERED_SUCCESSOR_LISTS,
        AT_LEAST_ONE_RING,
        AT_MOST_ONE_RING,
        ORDERED_RING,
        CONNECTED_APPENDAGES,
        PRINCIPALS_ARE_RING_MEMBERS
    }

    /** What no maintenance ever mends once it is broken. */
    private static final List<Property> FOR_EVER = List.of(
            Property.ONE_LIVE_SUCCESSOR,
            Property.AT_LEAST_ONE_RING,
            Property.AT_MOST_ONE_RING,
            Property.ORDERED_RING,
            Property.CONNECTED_APPENDAGES);

    /** A living member and its successors, nearest first, dead ones included. */
    record Member(NodeRef self, List<NodeRef> successors) {}

    private final int r;
    private final Key[] ids;
    private final NodeRef[] sorted;
    private final NodeRef[][] lists;
    private final int[] best;
    private final int[] ringOf;
    private final int[] skipped;

    private Invariant(List<Member> members, int r) {
        this.r = r;
        List<Member> clockwise = members.stream()
                .sorted(Comparator.comparing(member -> member.self().id()))
                .toList();
        this.sorted = clockwise.stream().map(Member::self).toArray(NodeRef[]::new);
        this.ids = Arrays.stream(sorted).map(NodeRef::id).toArray(Key[]::new);
        this.lists = clockwise.stream()
                .map(member -> member.successors().toArray(NodeRef[]::new))
                .toArray(NodeRef[][]::new);
        this.best = Arrays.stream(lists).mapToInt(this::firstLiving).toArray();
        this.skipped = new int[sorted.length];
        this.ringOf = new int[sorted.length];
        findSkipped();
        findRings();
    }

    static Invariant of(List<Member> members, int r) {
        return new Invariant(members, r);
    }

    static Invariant of(TestRing ring) {
        List<Member> members = ring.members().stream()
                .map(node -> new Member(node.self, node.successors()))
                .toList();
        return new Invariant(members, ring.config.successors());
    }

    /** The first broken property, if any, by name and with who breaks it. */
    Optional<String> violation() {
        return first(Arrays.stream(Property.values()));
    }

    /** As {@link #violation}, but only of what is broken for ever once it is broken. */
    Optional<String> damage() {
        return first(FOR_EVER.stream());
    }

    private Optional<String> first(Stream<Property> properties) {
        return properties
                .flatMap(property -> breach(property).stream().map(who -> property + ": " + who))
                .findFirst();
    }

    /** Who breaks {@code property}, if it is broken. */
    Optional<String> breach(Property property) {
        return switch (property) {
            case ONE_LIVE_SUCCESSOR -> any(i -> best[i] < 0);
            case SUFFICIENT_PRINCIPALS -> principals() < r + 1 ? Optional.of("only " + principals()) : Optional.empty();
            case NO_DUPLICATES -> any(this::repeats);
            case ORDERED_SUCCESSOR_LISTS -> any(this::isDisordered);
            case AT_LEAST_ONE_RING -> all().anyMatch(this::isOnRing) ? Optional.empty() : Optional.of("there is none");
            case AT_MOST_ONE_RING -> any(i -> isOnRing(i) && ringOf[i] != firstRing());
            case ORDERED_RING -> any(this::passesOverRingMember);
            case CONNECTED_APPENDAGES -> any(i -> !isOnRing(i) && !reachesRing(i));
            case PRINCIPALS_ARE_RING_MEMBERS -> any(i -> isPrincipal(i) && !isOnRing(i));
        };
    }

    int principals() {
        return (int) all().filter(this::isPrincipal).count();
    }

    /** Whether the proof lets {@code node} fail now: all others keep a living successor, and r + 1 principals remain. */
    boolean mayFail(NodeRef node) {
        int index = position(node);
        if (isPrincipal(index) && principals() <= r + 1) {
            return false;
        }
        return all().allMatch(i ->
                i == index || Arrays.stream(lists[i]).anyMatch(entry -> !entry.equals(node) && position(entry) >= 0));
    }

    private Optional<String> any(IntPredicate broken) {
        return all().filter(broken).mapToObj(this::describe).findFirst();
    }

    private IntStream all() {
        return IntStream.range(0, sorted.length);
    }

    private String describe(int index) {
        return sorted[index] + " with " + Arrays.toString(lists[index]);
    }

    private boolean isPrincipal(int index) {
        return skipped[index] == 0;
    }

    private boolean isOnRing(int index) {
        return ringOf[index] >= 0;
    }

    private int firstRing() {
        return all().map(i -> ringOf[i]).filter(ring -> ring >= 0).findFirst().orElse(-1);
    }

    /** Whether two of the r + 1 elements of the extended list are one: a node and its successors. */
    private boolean repeats(int index) {
        List<Key> extended = extended(index);
        return extended.stream().distinct().count() < extended.size();
    }

    /** Whether some three elements of the extended list are not in the order of the circle. */
    private boolean isDisordered(int index) {
        List<Key> extended = extended(index);
        for (int i = 0; i < extended.size(); i++) {
            for (int j = i + 1; j < extended.size(); j++) {
                for (int k = j + 1; k < extended.size(); k++) {
                    if (!extended.get(j).isStrictlyBetween(extended.get(i), extended.get(k))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private List<Key> extended(int index) {
        List<Key> extended = new ArrayList<>(lists[index].length + 1);
        extended.add(ids[index]);
        for (NodeRef entry : lists[index]) {
            extended.add(entry.id());
        }
        return extended;
    }

    /** Whether a ring member stands strictly between this one and its best successor. */
    private boolean passesOverRingMember(int index) {
        if (!isOnRing(index)) {
            return false;
        }
        for (int k = (index + 1) % ids.length; k != best[index]; k = (k + 1) % ids.length) {
            if (isOnRing(k)) {
                return true;
            }
        }
        return false;
    }

    private boolean reachesRing(int index) {
        int node = index;
        for (int i = 0; i < ids.length && node >= 0; i++) {
            if (isOnRing(node)) {
                return true;
            }
            node = best[node];
        }
        return false;
    }

    /** Gives the members of each cycle of best successors the number of the first of them, and all others -1. */
    private void findRings() {
        Arrays.fill(ringOf, -1);
        int[] walk = new int[ids.length];
        for (int start = 0; start < ids.length; start++) {
            int node = start;
            while (node >= 0 && walk[node] == 0) {
                walk[node] = start + 1;
                node = best[node];
            }
            boolean isNewCycle = node >= 0 && walk[node] == start + 1;
            for (int member = node; isNewCycle && ringOf[member] < 0; member = best[member]) {
                ringOf[member] = node;
            }
        }
    }

    private int firstLiving(NodeRef[] list) {
        for (NodeRef entry : list) {
            int position = position(entry);
            if (position >= 0) {
                return position;
            }
        }
        return -1;
    }

    /** For every member how many adjacent pairs of entries leave it out. */
    private void findSkipped() {
        for (int i = 0; i < ids.length; i++) {
            Key before = ids[i];
            for (NodeRef entry : lists[i]) {
                skip(before, entry.id());
                before = entry.id();
            }
        }
    }

    private void skip(Key after, Key before) {
        int found = Arrays.binarySearch(ids, after);
        int first = found >= 0 ? found + 1 : -found - 1;
        for (int k = 0; k < ids.length; k++) {
            int index = (first + k) % ids.length;
            if (!ids[index].isStrictlyBetween(after, before)) {
                return;
            }
            skipped[index]++;
        }
    }

    private int position(NodeRef node) {
        int index = Arrays.binarySearch(ids, node.id());
        return index >= 0 && sorted[index].equals(node) ? index : -1;
    }
}
