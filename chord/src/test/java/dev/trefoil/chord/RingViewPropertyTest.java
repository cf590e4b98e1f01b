package dev.trefoil.chord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.RoutingStep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Placement and routing against a naive twin that sees the whole ring. */
class RingViewPropertyTest {

    /** Long enough to hold every ring here. */
    private static final int LONG = 64;

    @Provide
    Arbitrary<List<NodeRef>> rings() {
        return Ids.rings(1, 16);
    }

    @Provide
    Arbitrary<Key> points() {
        return Ids.points();
    }

    @Provide
    Arbitrary<List<NodeRef>> chains() {
        return Ids.chains();
    }

    @Property(tries = 300)
    void aNodeCoversExactlyTheKeysThatItIsAReplicaOf(
            @ForAll("rings") List<NodeRef> ring,
            @ForAll @IntRange(min = 0, max = 15) int which,
            @ForAll @IntRange(min = 1, max = 5) int count) {
        NodeRef self = ring.get(which % ring.size());
        RingView view = Ids.view(ring, self, LONG);
        for (int number = 0; number < 64; number++) {
            Key key = Ids.point(number);
            assertThat(view.coverage(count).orElseThrow().contains(key))
                    .as("%s covers %s of %s", self, number, ring)
                    .isEqualTo(holders(ring, key, count).contains(self));
        }
    }

    @Property(tries = 300)
    void withShortListsANodeNeverClaimsAKeyThatIsNotItsOwn(
            @ForAll("rings") List<NodeRef> ring,
            @ForAll @IntRange(min = 0, max = 15) int which,
            @ForAll @IntRange(min = 2, max = 5) int r,
            @ForAll @IntRange(min = 1, max = 5) int count) {
        NodeRef self = ring.get(which % ring.size());
        RingView view = Ids.view(ring, self, r);
        for (int number = 0; number < 64; number++) {
            Key key = Ids.point(number);
            boolean claimed = view.coverage(count).orElseThrow().contains(key);
            boolean own = holders(ring, key, count).contains(self);
            assertThat(own || !claimed)
                    .as("%s claims %s of %s", self, number, ring)
                    .isTrue();
            // A list of count others on as many addresses is enough to know it exactly.
            boolean enough =
                    Replicas.distinct(Ids.before(ring, self).stream().limit(r).toList(), LONG)
                                    .size()
                            >= count;
            assertThat(!enough || own == claimed).isTrue();
        }
    }

    @Property(tries = 300)
    void everyNodeNamesTheSameHoldersWithinItsNeighbourhood(
            @ForAll("rings") List<NodeRef> ring,
            @ForAll("points") Key key,
            @ForAll @IntRange(min = 2, max = 6) int r,
            @ForAll @IntRange(min = 1, max = 5) int count) {
        List<NodeRef> expected = holders(ring, key, count);
        for (NodeRef self : ring) {
            RingView view = Ids.view(ring, self, r);
            List<NodeRef> named = view.replicaSet(key, count);
            assertThat(Ids.startsWith(expected, named)).isTrue();
            List<NodeRef> more = view.replicaSet(key, count + 1);
            assertThat(Ids.startsWith(more, named)).isTrue();
        }
        NodeRef root = Ids.clockwise(ring, key).get(0);
        assertThat(Ids.view(ring, root, LONG).replicaSet(key, count)).isEqualTo(expected);
    }

    @Property(tries = 300)
    void lookupsFromEveryNodeEndAtTheRootAndComeCloserWithEachHop(
            @ForAll("rings") List<NodeRef> ring, @ForAll("points") Key key, @ForAll @IntRange(min = 2, max = 6) int r) {
        for (NodeRef start : ring) {
            RoutingStep.Here here = lookUp(ring, start, key, r, self -> Ids.fingers(ring, self));
            assertThat(here.holders().get(0)).isEqualTo(Ids.clockwise(ring, key).get(0));
            assertThat(Ids.startsWith(holders(ring, key, LONG), here.holders())).isTrue();
        }
    }

    @Property(tries = 300)
    void withoutAnyFingersLookupsGiveTheSameAnswer(
            @ForAll("rings") List<NodeRef> ring, @ForAll("points") Key key, @ForAll @IntRange(min = 2, max = 6) int r) {
        for (NodeRef start : ring) {
            RoutingStep.Here here = lookUp(ring, start, key, r, self -> FingerTable.empty(self.id()));
            assertThat(here.holders().get(0)).isEqualTo(Ids.clockwise(ring, key).get(0));
        }
    }

    @Property(tries = 300)
    void withAnyFingersWhateverLookupsGiveTheSameAnswer(
            @ForAll("rings") List<NodeRef> ring,
            @ForAll("points") Key key,
            @ForAll @IntRange(min = 2, max = 6) int r,
            @ForAll Random random) {
        for (NodeRef start : ring) {
            RoutingStep.Here here = lookUp(ring, start, key, r, self -> {
                FingerTable fingers = FingerTable.empty(self.id());
                for (int i = 0; i < Ids.SPACE.bits(); i++) {
                    fingers = fingers.with(Ids.SPACE.ahead(self.id(), i), ring.get(random.nextInt(ring.size())));
                }
                return fingers;
            });
            assertThat(here.holders().get(0)).isEqualTo(Ids.clockwise(ring, key).get(0));
        }
    }

    @Property(tries = 300)
    void theRangeOfAnAnswerHoldsExactlyTheKeysWithTheSameRoot(
            @ForAll("rings") List<NodeRef> ring, @ForAll("points") Key key) {
        for (NodeRef self : ring) {
            if (Ids.view(ring, self, 4).step(key) instanceof RoutingStep.Here here) {
                NodeRef root = Ids.clockwise(ring, key).get(0);
                for (int number = 0; number < 64; number++) {
                    Key other = Ids.point(number);
                    assertThat(here.range().orElseThrow().contains(other))
                            .isEqualTo(Ids.clockwise(ring, other).get(0).equals(root));
                }
            }
        }
    }

    @Property(tries = 300)
    void whateverIsSilentIsPassedOverButTriedLast(
            @ForAll("rings") List<NodeRef> ring,
            @ForAll("points") Key key,
            @ForAll @IntRange(min = 0, max = 15) int which,
            @ForAll("chains") List<NodeRef> silent) {
        NodeRef self = ring.get(which % ring.size());
        RingView view = new RingView(
                self,
                Ids.predecessors(ring, self, 4),
                Ids.successors(ring, self, 4),
                Ids.fingers(ring, self),
                Set.copyOf(ring.stream()
                        .filter(node ->
                                silent.stream().anyMatch(other -> other.id().equals(node.id())))
                        .toList()),
                4);
        if (view.step(key) instanceof RoutingStep.Onward onward) {
            List<Boolean> flags = onward.candidates().stream()
                    .map(node -> silent.stream().anyMatch(other -> other.id().equals(node.id())))
                    .toList();
            if (flags.contains(false)) {
                assertThat(flags.subList(flags.indexOf(false), flags.size())).isSorted();
            }
            assertThat(onward.candidates())
                    .doesNotContain(self)
                    .doesNotHaveDuplicates()
                    .isNotEmpty();
        }
    }

    /** The plain way: all that is closer, the best few, then every successor. */
    @Property(tries = 300)
    void theNextHopsAreTheFewClosestBeforeTheKeyAndThenTheOtherSuccessors(
            @ForAll("rings") List<NodeRef> ring, @ForAll("points") Key key, @ForAll @IntRange(min = 2, max = 6) int r) {
        for (NodeRef self : ring) {
            if (Ids.view(ring, self, r).step(key) instanceof RoutingStep.Onward onward) {
                List<NodeRef> successors =
                        closestBefore(self, key, Ids.successors(ring, self, r).nodes());
                Set<NodeRef> shortcuts =
                        new LinkedHashSet<>(Ids.fingers(ring, self).nodes());
                shortcuts.addAll(successors);
                Set<NodeRef> expected = new LinkedHashSet<>();
                closestBefore(self, key, shortcuts).stream().limit(4).forEach(expected::add);
                expected.addAll(successors);
                List<NodeRef> given = new ArrayList<>(onward.candidates());
                // A node behind us to which the key has just passed comes before all others.
                given.removeIf(node -> given.indexOf(node) == 0 && !node.equals(first(expected)));
                expected.removeIf(node ->
                        !given.contains(node) && onward.candidates().get(0).equals(node));
                assertThat(given).containsExactlyElementsOf(expected);
            }
        }
    }

    private static NodeRef first(Set<NodeRef> nodes) {
        return nodes.stream().findFirst().orElseThrow();
    }

    private static List<NodeRef> closestBefore(NodeRef self, Key key, Collection<NodeRef> nodes) {
        return nodes.stream()
                .filter(node -> node.id().isStrictlyBetween(self.id(), key))
                .sorted(Comparator.comparing(node -> node.id().distanceTo(key)))
                .toList();
    }

    private static RoutingStep.Here lookUp(
            List<NodeRef> ring, NodeRef start, Key key, int r, Function<NodeRef, FingerTable> fingers) {
        NodeRef at = start;
        for (int hops = 0; hops <= 2 * ring.size(); hops++) {
            RingView view = Ids.view(ring, at, r, fingers.apply(at));
            if (view.step(key) instanceof RoutingStep.Here here) {
                return here;
            }
            List<NodeRef> candidates = ((RoutingStep.Onward) view.step(key)).candidates();
            for (NodeRef candidate : candidates) {
                boolean closer =
                        candidate.id().distanceTo(key).compareTo(at.id().distanceTo(key)) < 0;
                boolean owner = candidate.equals(Ids.clockwise(ring, key).get(0));
                assertThat(closer || owner)
                        .as("%s from %s to %s", candidate, at, key)
                        .isTrue();
            }
            at = candidates.get(0);
        }
        throw new AssertionError("the lookup does not end");
    }

    /** The first node of each address from the key on, at most {@code count}. */
    private static List<NodeRef> holders(List<NodeRef> ring, Key key, int count) {
        Map<Address, NodeRef> first = new LinkedHashMap<>();
        for (NodeRef node : Ids.clockwise(ring, key)) {
            first.putIfAbsent(node.address(), node);
        }
        return new ArrayList<>(first.values()).subList(0, Math.min(count, first.size()));
    }
}
