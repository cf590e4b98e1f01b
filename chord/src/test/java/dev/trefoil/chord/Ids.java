package dev.trefoil.chord;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Small rings for properties: a circle of 64 points, on which everything that can happen soon does. */
final class Ids {

    static final KeySpace SPACE = new KeySpace(6);

    private Ids() {}

    /** Point {@code number} of 64. */
    static Key point(int number) {
        return new Key((long) number << 58, 0, 0);
    }

    static int number(Key point) {
        return (int) (point.high() >>> 58);
    }

    /** The node at point {@code number}, alone on its address. */
    static NodeRef node(int number) {
        return node(number, number);
    }

    static NodeRef node(int number, int host) {
        return new NodeRef(point(number), new Address("h" + host, 1));
    }

    static Arbitrary<Key> points() {
        return Arbitraries.integers().between(0, 63).map(Ids::point);
    }

    /** Any nodes, in any order, with repetitions. */
    static Arbitrary<List<NodeRef>> chains() {
        return Arbitraries.integers().between(0, 63).map(Ids::node).list().ofMaxSize(12);
    }

    /** A ring of distinct points in ascending order; several may share an address. */
    static Arbitrary<List<NodeRef>> rings(int least, int most) {
        Arbitrary<TreeSet<Integer>> numbers = Arbitraries.integers()
                .between(0, 63)
                .set()
                .ofMinSize(least)
                .ofMaxSize(most)
                .map(TreeSet::new);
        Arbitrary<List<Integer>> hosts =
                Arbitraries.integers().between(0, 9).list().ofSize(64);
        return Combinators.combine(numbers, hosts)
                .as((all, host) -> all.stream()
                        .map(number -> node(number, host.get(number)))
                        .toList());
    }

    /** The nodes of {@code ring} clockwise from the first at or after {@code key}. */
    static List<NodeRef> clockwise(List<NodeRef> ring, Key key) {
        TreeMap<Integer, NodeRef> sorted = new TreeMap<>();
        for (NodeRef node : ring) {
            sorted.put(Math.floorMod(number(node.id()) - number(key), 64), node);
        }
        return new ArrayList<>(sorted.values());
    }

    /** All other nodes of {@code ring}, clockwise from {@code self}. */
    static List<NodeRef> after(List<NodeRef> ring, NodeRef self) {
        List<NodeRef> all = clockwise(ring, self.id());
        return all.subList(1, all.size());
    }

    /** All other nodes of {@code ring}, counter-clockwise from {@code self}. */
    static List<NodeRef> before(List<NodeRef> ring, NodeRef self) {
        List<NodeRef> after = after(ring, self);
        return IntStream.range(0, after.size())
                .mapToObj(i -> after.get(after.size() - 1 - i))
                .toList();
    }

    static boolean startsWith(List<NodeRef> list, List<NodeRef> start) {
        return list.size() >= start.size() && list.subList(0, start.size()).equals(start);
    }

    /** The view of {@code self} on the ideal ring {@code ring}, with lists of length {@code r} and perfect fingers. */
    static RingView view(List<NodeRef> ring, NodeRef self, int r) {
        return view(ring, self, r, fingers(ring, self));
    }

    static RingView view(List<NodeRef> ring, NodeRef self, int r, FingerTable fingers) {
        return new RingView(self, predecessors(ring, self, r), successors(ring, self, r), fingers, Set.of(), 4);
    }

    static FingerTable fingers(List<NodeRef> ring, NodeRef self) {
        FingerTable fingers = FingerTable.empty(self.id());
        for (int i = 0; i < SPACE.bits(); i++) {
            Key target = SPACE.ahead(self.id(), i);
            fingers = fingers.with(target, clockwise(ring, target).get(0));
        }
        return fingers;
    }

    static SuccessorList successors(List<NodeRef> ring, NodeRef self, int r) {
        List<NodeRef> chain = new ArrayList<>(after(ring, self));
        chain.add(self);
        return SuccessorList.copied(self, r, chain);
    }

    static PredecessorList predecessors(List<NodeRef> ring, NodeRef self, int r) {
        List<NodeRef> chain = new ArrayList<>(before(ring, self));
        if (chain.isEmpty()) {
            return PredecessorList.alone(self, r);
        }
        chain.add(self);
        return PredecessorList.of(self, r, chain.get(0), chain.subList(1, chain.size()));
    }
}
