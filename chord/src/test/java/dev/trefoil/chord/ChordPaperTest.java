package dev.trefoil.chord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.Proximity;
import dev.trefoil.spi.RoutingStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sentences of Stoica et al. (ToN 2003) and of Zave (TSE 2017), one for each test. */
class ChordPaperTest {

    /** Figures 2 to 4 of ToN 2003: the ring of nodes 0, 1 and 3 on a circle of eight points. */
    private static final KeySpace EIGHT = new KeySpace(3);

    @Test
    void aNodesIdIsTheHashOfItsAddressAndAKeysTheHashOfTheKey() {
        Address address = new Address("10.0.0.1", 7400);
        assertThat(KeySpace.FULL.nodeId(address, 0)).isEqualTo(Key.sha1(Bytes.utf8("10.0.0.1:7400")));
        assertThat(KeySpace.FULL.place(Bytes.utf8("song"))).isEqualTo(Key.sha1(Bytes.utf8("song")));
    }

    @Test
    void keysOneTwoAndSixAreAtNodesOneThreeAndZero() {
        assertThat(root(1)).isEqualTo(1);
        assertThat(root(2)).isEqualTo(3);
        assertThat(root(6)).isEqualTo(0);
    }

    @Test
    void theFingersOfNodeOneAreTheSuccessorsOfTwoThreeAndFive() {
        assertThat(fingers(1)).containsExactly(3, 0);
        assertThat(fingers(0)).containsExactly(1, 3);
        assertThat(fingers(3)).containsExactly(0);
    }

    @Test
    void onlyAboutLogNFingersAreDistinctAndALookupAsksAboutHalfAsManyNodes() {
        int nodes = 4096;
        SplittableRandom random = new SplittableRandom(1);
        Census ring = Census.of(IntStream.range(0, nodes)
                .mapToObj(i -> new NodeRef(KeySpace.FULL.random(random), new Address("n" + i, 1)))
                .toList());
        long fingers = 0;
        long hops = 0;
        int lookups = 2000;
        for (int i = 0; i < lookups; i++) {
            NodeRef at = ring.get(random.nextInt(nodes));
            Key key = KeySpace.FULL.random(random);
            fingers += new IdealPlace(ring, at, 1)
                    .fingers(KeySpace.FULL, 1, Proximity.NONE)
                    .nodes()
                    .size();
            int path = 0;
            while (ideal(ring, at).step(key) instanceof RoutingStep.Onward onward) {
                at = onward.candidates().get(0);
                path++;
            }
            hops += Math.max(path, 1);
        }
        assertThat((double) fingers / lookups).isCloseTo(12.0, within(2.0));
        // Figure 10a of ToN 2003 gives 5.85 for 4096 nodes.
        assertThat((double) hops / lookups).isCloseTo(5.85, within(0.15));
    }

    @Test
    void aNodeThatJoinsIsUnknownUntilItStabilisesAndThenStandsBetweenItsNeighbours() {
        TestRing ring = new TestRing(1, TestRing.config(2));
        ring.install(4);
        TestNode newcomer = ring.join(4, ring.ref(0));
        assertThat(ring.time.runUntil(() -> newcomer.joined, Duration.ofSeconds(5)))
                .isTrue();
        assertThat(ring.members())
                .filteredOn(node -> node != newcomer)
                .noneMatch(node -> node.state().knows(newcomer.self));
        assertThat(ring.becomes(ring::isIdeal, Duration.ofSeconds(10))).isTrue();
        assertThat(ring.members())
                .filteredOn(node -> node.state().knows(newcomer.self))
                .isNotEmpty();
    }

    @Test
    void aDeadFirstSuccessorIsDroppedAndTheNextOneNotified() {
        TestRing ring = new TestRing(1, TestRing.config(3));
        ring.install(8);
        ring.time.runFor(Duration.ofSeconds(3));
        List<TestNode> sorted = ring.sorted();
        sorted.get(1).crash();
        assertThat(ring.becomes(
                        () -> sorted.get(0).state().successors().first().equals(Optional.of(sorted.get(2).self))
                                && sorted.get(2).state().predecessors().first().equals(Optional.of(sorted.get(0).self)),
                        Duration.ofSeconds(3)))
                .isTrue();
    }

    @Test
    void inAnIdealRingNothingChangesAnything() {
        TestRing ring = new TestRing(1, TestRing.config(3));
        ring.install(16);
        List<List<NodeRef>> before = lists(ring);
        List<List<NodeRef>> seen = new ArrayList<>();
        ring.time.afterEach(() -> {
            if (seen.isEmpty() && !lists(ring).equals(before)) {
                seen.addAll(lists(ring));
            }
        });
        ring.time.runFor(Duration.ofSeconds(20));
        assertThat(seen).isEmpty();
    }

    @Test
    void rPlusOneMembersInstalledTogetherAreAllPrincipals() {
        for (int r = 2; r <= 5; r++) {
            TestRing ring = new TestRing(1, TestRing.config(r));
            ring.install(r + 1);
            Invariant invariant = Invariant.of(ring);
            assertThat(invariant.principals()).isEqualTo(r + 1);
            assertThat(invariant.violation()).isEmpty();
        }
    }

    private static List<List<NodeRef>> lists(TestRing ring) {
        return ring.members().stream().map(TestNode::successors).toList();
    }

    private static int root(int key) {
        return ring().stream()
                .map(node -> view(node).step(point(key)))
                .filter(RoutingStep.Here.class::isInstance)
                .map(step -> number(((RoutingStep.Here) step).holders().get(0)))
                .distinct()
                .reduce((a, b) -> {
                    throw new AssertionError("two roots");
                })
                .orElseThrow();
    }

    private static List<Integer> fingers(int id) {
        NodeRef self =
                ring().stream().filter(node -> number(node) == id).findFirst().orElseThrow();
        FingerTable table = FingerTable.empty(self.id());
        for (int i = 0; i < 3; i++) {
            Key target = EIGHT.ahead(self.id(), i);
            table = table.with(target, clockwise(target).get(0));
        }
        return table.nodes().stream().map(ChordPaperTest::number).toList();
    }

    private static RingView view(NodeRef self) {
        List<NodeRef> round = clockwise(EIGHT.next(self.id()));
        List<NodeRef> back = new ArrayList<>(round.subList(0, 2));
        Collections.reverse(back);
        return new RingView(
                self,
                PredecessorList.of(self, 4, back.get(0), List.of(back.get(1), self)),
                SuccessorList.copied(self, 4, round),
                FingerTable.empty(self.id()),
                Set.of(),
                4);
    }

    private static List<NodeRef> ring() {
        return List.of(node(0), node(1), node(3));
    }

    private static List<NodeRef> clockwise(Key from) {
        return ring().stream()
                .sorted(Comparator.comparing(node -> from.distanceTo(node.id())))
                .toList();
    }

    private static NodeRef node(int number) {
        return new NodeRef(point(number), new Address("n" + number, 1));
    }

    private static Key point(int number) {
        return new Key((long) number << 61, 0, 0);
    }

    private static int number(NodeRef node) {
        return (int) (node.id().high() >>> 61);
    }

    /** What a node knows on the ideal ring, with one successor as in figure 10. */
    private static RingView ideal(Census ring, NodeRef self) {
        IdealPlace place = new IdealPlace(ring, self, 1);
        return new RingView(
                self,
                place.predecessors(),
                place.successors(),
                place.fingers(KeySpace.FULL, 1, Proximity.NONE),
                Set.of(),
                4);
    }
}
