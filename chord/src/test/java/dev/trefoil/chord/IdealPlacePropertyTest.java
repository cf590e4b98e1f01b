package dev.trefoil.chord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.Proximity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class IdealPlacePropertyTest {

    private static final KeySpace SPACE = new KeySpace(6);

    @Property
    void theListsAreTheWalkRoundTheRingInBothDirections(
            @ForAll("rings") Census ring, @ForAll @IntRange(min = 1, max = 9) int limit) {
        for (int i = 0; i < ring.size(); i++) {
            IdealPlace place = new IdealPlace(ring, ring.get(i), limit);
            List<NodeRef> ahead = new ArrayList<>();
            List<NodeRef> behind = new ArrayList<>();
            for (int step = 1; step < ring.size() && step <= limit; step++) {
                ahead.add(ring.get((i + step) % ring.size()));
                behind.add(ring.get((i - step + ring.size()) % ring.size()));
            }
            assertThat(place.successors().nodes()).isEqualTo(ahead);
            assertThat(place.predecessors().nodes()).isEqualTo(behind);
            assertThat(place.successors().closed()).isEqualTo(ring.size() <= limit);
            assertThat(place.predecessors().closed()).isEqualTo(ring.size() <= limit);
        }
    }

    @Property
    void theFingersAreTheSuccessorsOfThePowersOfTwoAhead(@ForAll("rings") Census ring) {
        for (NodeRef self : ring) {
            Set<NodeRef> fingers = new LinkedHashSet<>();
            for (int i = 0; i < SPACE.bits(); i++) {
                fingers.add(naiveSuccessor(ring, SPACE.ahead(self.id(), i)));
            }
            fingers.remove(self);
            assertThat(new IdealPlace(ring, self, 1)
                            .fingers(SPACE, 1, Proximity.NONE)
                            .nodes())
                    .containsExactlyElementsOf(fingers);
        }
    }

    @Property
    void aFingerIsTheNearestOfItsAlternatesWhichAreTheNodesAfterItOfTheSamePowerOfTwo(
            @ForAll("rings") Census ring, @ForAll @IntRange(min = 1, max = 5) int alternates) {
        Proximity far = (from, to) -> Math.floorMod(to.hashCode() * 31L + from.hashCode(), 7);
        for (NodeRef self : ring) {
            Map<Integer, NodeRef> nearest = new TreeMap<>();
            for (int i = 0; i < SPACE.bits(); i++) {
                NodeRef finger = naiveSuccessor(ring, SPACE.ahead(self.id(), i));
                int power = power(self, finger);
                for (int step = 0; step < alternates && power >= 0; step++) {
                    NodeRef alternate = ring.around(ring.indexOf(finger) + step);
                    NodeRef best = nearest.getOrDefault(power, finger);
                    boolean nearer = far.roundTripNanos(self.address(), alternate.address())
                            < far.roundTripNanos(self.address(), best.address());
                    nearest.putIfAbsent(power, finger);
                    if (nearer && power(self, alternate) == power) {
                        nearest.put(power, alternate);
                    }
                }
            }
            assertThat(new IdealPlace(ring, self, 5)
                            .fingers(SPACE, alternates, far)
                            .nodes())
                    .containsExactlyElementsOf(nearest.values());
        }
    }

    @Property
    void theHoldersAreTheSuccessorsOnDistinctAddresses(
            @ForAll("rings") Census ring,
            @ForAll @IntRange(min = 0, max = 63) int point,
            @ForAll @IntRange(max = 9) int count) {
        Key key = point(point);
        List<NodeRef> clockwise = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            Key at = point((point + i) % 64);
            ring.stream().filter(node -> node.id().equals(at)).forEach(clockwise::add);
        }
        assertThat(new Chord(ChordConfig.defaults()).holders(ring, key, count))
                .isEqualTo(Replicas.distinct(clockwise, count));
    }

    /** Rings of up to 16 nodes of 6 bits, some of which share addresses. */
    @Provide
    Arbitrary<Census> rings() {
        return Arbitraries.integers()
                .between(0, 63)
                .set()
                .ofMinSize(2)
                .ofMaxSize(16)
                .map(points -> Census.of(new TreeSet<>(points)
                        .stream()
                                .map(point -> new NodeRef(point(point), new Address("n" + point % 11, 1)))
                                .toList()));
    }

    private static Key point(int point) {
        return new Key((long) point << 58, 0, 0);
    }

    /** The i for which the distance is from 2^i to 2^(i+1); -1 for no distance at all. */
    private static int power(NodeRef self, NodeRef node) {
        long distance = self.id().distanceTo(node.id()).high() >>> 58;
        return 63 - Long.numberOfLeadingZeros(distance);
    }

    private static NodeRef naiveSuccessor(Census ring, Key key) {
        return ring.stream()
                .filter(node -> node.id().compareTo(key) >= 0)
                .findFirst()
                .orElse(ring.get(0));
    }
}
