package dev.trefoil.chord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.chord.ChordMessage.Neighbors;
import dev.trefoil.spi.Overlay.JoinFailure;
import dev.trefoil.spi.RoutingStep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How rings come to be and shrink: from one node to many, one by one and all at once, and who is not let in. */
class ChordGrowthSimulationTest {

    private static final String NAME = "ChordGrowthSimulationTest";

    private static long seed(long otherwise) {
        return Long.getLong("trefoil.seed", otherwise);
    }

    @Test
    void aRingGrowsFromOneNodeToSixtyFourAndIsIdealAfterEachStep() {
        TestRing ring = new TestRing(seed(1), TestRing.config(4));
        for (int size = 1; size <= 64; size++) {
            NodeRef[] seeds = size == 1 ? new NodeRef[0] : new NodeRef[] {ring.ref(ring.random.nextInt(size - 1))};
            ring.join(size - 1, seeds);
            boolean ideal = ring.becomes(
                    () -> ring.members().size() == ring.nodes.size() && ring.isIdealWithHints(),
                    Duration.ofSeconds(15));
            assertThat(ideal).as(() -> ring.replay(NAME) + "\n" + ring).isTrue();
        }
    }

    @Test
    void sixtyThreeNodesThatJoinThroughOneSeedAtTheSameMomentBecomeOneIdealRing() {
        for (long seed = seed(10); seed < seed(10) + 5; seed++) {
            TestRing ring = new TestRing(seed, TestRing.config(8));
            ring.join(0);
            for (int i = 1; i < 64; i++) {
                ring.join(i, ring.ref(0));
            }
            boolean ideal = ring.becomes(
                    () -> ring.members().size() == 64 && ring.isIdeal(), Duration.ofSeconds(2 * 64 + 2 * 8));
            assertThat(ideal).as(() -> ring.replay(NAME) + "\n" + ring).isTrue();
            assertThat(ring.members()).allMatch(node -> node.joined);
        }
    }

    @Test
    void aNewcomerPassesOverTheDeadWhoseNamesItIsToldAgainAndAgain() {
        TestRing ring = new TestRing(seed(5), TestRing.config(4));
        ring.install(8);
        NodeRef newcomer = ring.ref(8);
        List<TestNode> sorted = ring.sorted();
        int after = (int) sorted.stream()
                        .filter(node -> node.self.id().compareTo(newcomer.id()) < 0)
                        .count()
                % 8;
        TestNode successor = sorted.get(after);
        NodeRef predecessor = sorted.get((after + 7) % 8).self;
        NodeRef dead = Stream.iterate(9, number -> number + 1)
                .map(ring::ref)
                .filter(node -> node.id().isStrictlyBetween(predecessor.id(), newcomer.id()))
                .findFirst()
                .orElseThrow();
        successor.lies =
                Optional.of(new Neighbors(List.of(predecessor), List.of(sorted.get((after + 1) % 8).self, dead)));
        TestNode joining = ring.join(8, successor.self);
        assertThat(ring.becomes(() -> joining.joined, Duration.ofSeconds(5)))
                .as(() -> ring.replay(NAME) + "\n" + ring)
                .isTrue();
    }

    @Test
    void aRingShrinksToOneNodeByLeavesAndEveryNodeThatIsLeftCoversWhatIsLeft() {
        TestRing ring = grown(6, 3);
        for (int left = 5; left >= 1; left--) {
            TestNode leaver = ring.members().get(0);
            boolean[] done = {false};
            leaver.loop.execute(() -> leaver.overlay.leave(() -> done[0] = true));
            assertThat(ring.becomes(() -> done[0] && ring.isIdealWithHints(), Duration.ofSeconds(10)))
                    .as(() -> ring.replay(NAME) + "\n" + ring)
                    .isTrue();
            assertThat(leaver.overlay.isMember()).isFalse();
            assertThat(leaver.neighbors).isEmpty();
        }
        TestNode last = ring.members().get(0);
        assertThat(last.overlay.coverage(3).orElseThrow().isAll()).isTrue();
        assertThat(last.neighbors).isEmpty();
    }

    @Test
    void aLeaveIsMendedAtOnceRatherThanAtTheNextRound() {
        ChordConfig slow = slow();
        TestRing ring = new TestRing(seed(3), slow);
        ring.install(8);
        ring.time.runFor(Duration.ofSeconds(1));
        TestNode leaver = ring.members().get(0);
        leaver.leave();
        assertThat(ring.becomes(ring::isIdeal, Duration.ofSeconds(2)))
                .as("%s", ring)
                .isFalse();
        boolean neighboursMended = ring.sorted().stream()
                .noneMatch(node -> node.state().successors().first().equals(Optional.of(leaver.self))
                        || node.state().predecessors().first().equals(Optional.of(leaver.self)));
        assertThat(neighboursMended).as("%s", ring).isTrue();
    }

    @Test
    void theLastNodeGoesOnAloneWhenAllOthersHaveCrashed() {
        TestRing ring = grown(4, 3);
        ring.members().stream().skip(1).toList().forEach(TestNode::crash);
        assertThat(ring.becomes(() -> ring.members().size() == 1 && ring.isIdeal(), Duration.ofSeconds(30)))
                .isTrue();
        TestNode last = ring.members().get(0);
        assertThat(last.overlay.nextStep(Key.ZERO)).isInstanceOf(RoutingStep.Here.class);
        assertThat(last.neighbors).isEmpty();
    }

    @Test
    void halfOfTheNodesMayCrashAtOnce() {
        for (long seed = seed(30); seed < seed(30) + 10; seed++) {
            TestRing ring = new TestRing(seed, TestRing.config(8));
            ring.install(32);
            ring.time.runFor(Duration.ofSeconds(5));
            ring.members().stream().filter(node -> ring.random.nextBoolean()).forEach(TestNode::crash);
            assertThat(ring.becomes(ring::isIdeal, Duration.ofSeconds(2 * 32 + 16)))
                    .as(() -> ring.replay(NAME) + "\n" + ring)
                    .isTrue();
        }
    }

    @Test
    void aNodeWhoseIdIsTakenByALivingNodeElsewhereIsNotLetIn() {
        TestRing ring = grown(5, 3);
        NodeRef taken = ring.members().get(2).self;
        TestNode twin = ring.create(new NodeRef(taken.id(), new Address("elsewhere", 1)));
        ring.join(twin, List.of(ring.members().get(0).self));
        ring.time.runFor(Duration.ofSeconds(10));
        assertThat(twin.failed).contains(JoinFailure.DUPLICATE_ID);
        assertThat(twin.joined).isFalse();
        assertThat(ring.isIdeal()).isTrue();
    }

    @Test
    void aNodeThatCrashedComesBackUnderTheSameIdBeforeAnybodyHasNoticed() {
        TestRing ring = grown(5, 3);
        TestNode first = ring.members().get(2);
        first.crash();
        TestNode again = ring.create(first.self);
        ring.join(again, List.of(first.self, ring.members().get(0).self));
        assertThat(ring.becomes(() -> again.joined && ring.isIdeal(), Duration.ofSeconds(20)))
                .as(() -> ring.replay(NAME) + "\n" + ring)
                .isTrue();
        assertThat(ring.members()).hasSize(5);
    }

    @Test
    void ifNoSeedAnswersTheJoinFailsAfterItsAttempts() {
        TestRing ring = new TestRing(seed(5), TestRing.config(3));
        TestNode node = ring.join(0, ring.ref(1), ring.ref(2));
        ring.time.runFor(Duration.ofMinutes(2));
        assertThat(node.failed).contains(JoinFailure.NO_ANSWER);
        assertThat(node.overlay.isMember()).isFalse();
    }

    @Test
    void aJoinTriesTheNextSeedIfTheFirstIsDead() {
        TestRing ring = grown(3, 3);
        TestNode node = ring.join(3, ring.ref(77), ring.ref(0));
        assertThat(ring.becomes(() -> node.joined && ring.isIdeal(), Duration.ofSeconds(20)))
                .isTrue();
    }

    @Test
    void aNodeWithItselfAsItsOnlySeedStartsANetwork() {
        TestRing ring = new TestRing(seed(6), TestRing.config(3));
        TestNode node = ring.join(0, ring.ref(0));
        ring.time.runFor(Duration.ofSeconds(1));
        assertThat(node.joined).isTrue();
    }

    @Test
    void ringsOfFewBitsWorkToo() {
        KeySpace tiny = new KeySpace(4);
        TestRing ring = new TestRing(seed(7), TestRing.config(3), tiny, CorrectedRules::new);
        ring.join(ring.create(at(tiny, 0)), List.of());
        ring.time.runFor(Duration.ofSeconds(1));
        for (int i = 1; i < 16; i++) {
            ring.join(ring.create(at(tiny, (i * 7) % 16)), List.of(at(tiny, 0)));
        }
        assertThat(ring.becomes(() -> ring.members().size() == 16 && ring.isIdealWithHints(), Duration.ofSeconds(60)))
                .as(() -> ring.replay(NAME) + "\n" + ring)
                .isTrue();
    }

    @Test
    void theListenerHearsOfEveryNeighbourThatComesAndGoes() {
        TestRing ring = grown(12, 3);
        ring.members().get(4).crash();
        ring.members().get(7).leave();
        ring.time.runFor(Duration.ofSeconds(20));
        for (TestNode node : ring.members()) {
            assertThat(node.neighbors)
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    node.state().successors().nodes().stream(),
                                    node.state().predecessors().nodes().stream())
                            .distinct()
                            .toList());
        }
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        assertThat(hash(8)).isEqualTo(hash(8)).isNotEqualTo(hash(9));
    }

    private static long hash(long seed) {
        TestRing ring = new TestRing(seed, TestRing.config(3));
        new Churn(ring, 24, 100, Invariant::violation).run(60);
        return ring.time.traceHash();
    }

    private static NodeRef at(KeySpace space, int number) {
        Key id = new Key((long) number << 60, 0, 0);
        assertThat(space.contains(id)).isTrue();
        return new NodeRef(id, new Address("t" + number, 1));
    }

    private static ChordConfig slow() {
        ChordConfig config = TestRing.config(3);
        return new ChordConfig(
                Duration.ofMinutes(10),
                3,
                Duration.ofMinutes(10),
                1,
                config.retry(),
                Duration.ofMinutes(30),
                Duration.ofHours(1),
                8,
                config.joinRetry(),
                32,
                8,
                64);
    }

    private static TestRing grown(int nodes, int successors) {
        TestRing ring = new TestRing(seed(2), TestRing.config(successors));
        ring.join(0);
        ring.time.runFor(Duration.ofSeconds(1));
        for (int i = 1; i < nodes; i++) {
            ring.join(i, ring.ref(0));
        }
        assertThat(ring.becomes(
                        () -> ring.members().size() == nodes && ring.isIdealWithHints(), Duration.ofSeconds(60)))
                .isTrue();
        return ring;
    }
}
