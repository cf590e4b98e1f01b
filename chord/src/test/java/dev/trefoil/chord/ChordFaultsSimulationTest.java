package dev.trefoil.chord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.chord.ChordMessage.AskNeighbors;
import dev.trefoil.chord.ChordMessage.Leaving;
import dev.trefoil.chord.ChordMessage.Neighbors;
import dev.trefoil.chord.ChordMessage.Notify;
import dev.trefoil.chord.ChordMessage.Ping;
import dev.trefoil.chord.ChordMessage.Pong;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.Proximity;
import dev.trefoil.spi.Rpc.Responder;
import dev.trefoil.spi.RpcFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the proof leaves out: lost messages, one-way links, pauses, cuts and lies. The ring heals when they end. */
class ChordFaultsSimulationTest {

    private static final String NAME = "ChordFaultsSimulationTest";

    private static long seed(long otherwise) {
        return Long.getLong("trefoil.seed", otherwise);
    }

    @Test
    void scrambledFingersChangeNoAnswer() {
        TestRing ring = ring(32, 3, 20);
        List<TestNode> all = ring.sorted();
        for (TestNode node : all) {
            node.state().fingers(FingerTable.empty(node.self.id()));
            for (int i = 0; i < 160; i++) {
                Key anywhere = ring.space.ahead(node.self.id(), i);
                // One in three has never existed.
                NodeRef wrong = i % 3 == 0 ? ring.ref(1_000 + i) : all.get(ring.random.nextInt(all.size())).self;
                node.state().fingers(node.state().fingers().with(anywhere, wrong));
            }
        }
        assertLookupsAreRight(ring);
        all.forEach(node -> node.state().fingers(FingerTable.empty(node.self.id())));
        assertLookupsAreRight(ring);
    }

    @Test
    void fingersBecomeRightAgainAndShortenLookups() {
        TestRing ring = ring(64, 3, 60);
        double hops = assertLookupsAreRight(ring);
        // Half of log2 64, and one for the answer; without fingers it would be more than ten.
        assertThat(hops).isLessThan(4.5);
    }

    @Test
    void aNodeThatCanSendButHearsNothingIsDroppedAndComesBackWhenItHearsAgain() {
        for (long seed = seed(1); seed < seed(1) + 5; seed++) {
            TestRing ring = ring(seed, 10, 3, 5);
            NodeRef deaf = ring.members().get(3).self;
            ring.lost = (from, to) -> to.equals(deaf);
            ring.time.runFor(Duration.ofSeconds(30));
            for (TestNode node : ring.members()) {
                if (!node.self.equals(deaf)) {
                    assertThat(node.neighbors).as(ring.replay(NAME)).doesNotContain(deaf);
                }
            }
            heals(ring, 10, 60);
        }
    }

    @Test
    void aNodeThatHearsButCannotSendComesBackWhenItCan() {
        TestRing ring = ring(10, 3, 5);
        NodeRef dumb = ring.members().get(3).self;
        ring.lost = (from, to) -> from.equals(dumb);
        ring.time.runFor(Duration.ofSeconds(30));
        heals(ring, 10, 60);
    }

    @Test
    void oneLinkThatIsCutHealsWithItself() {
        TestRing ring = ring(10, 3, 5);
        List<TestNode> all = ring.sorted();
        NodeRef a = all.get(4).self;
        NodeRef b = all.get(5).self;
        ring.lost = (from, to) -> from.equals(a) && to.equals(b) || from.equals(b) && to.equals(a);
        ring.time.runFor(Duration.ofSeconds(30));
        heals(ring, 10, 40);
    }

    @Test
    void aNodeThatPausesLongerThanItTakesToBeGivenUpFindsItsPlaceAgain() {
        for (long seed = seed(2); seed < seed(2) + 5; seed++) {
            TestRing ring = ring(seed, 10, 3, 5);
            TestNode sleeper = ring.sorted().get(ring.random.nextInt(10));
            sleeper.world.pause(Duration.ofSeconds(20));
            ring.time.runFor(Duration.ofSeconds(19));
            assertThat(ring.members())
                    .filteredOn(node -> node != sleeper)
                    .allSatisfy(node ->
                            assertThat(node.state().successors().first()).isNotEqualTo(Optional.of(sleeper.self)));
            heals(ring, 10, 30);
        }
    }

    @Test
    void aPausedNodeVouchesForNothingUntilItsPlaceIsConfirmed() {
        TestRing ring = ring(10, 3, 5);
        TestNode sleeper = ring.sorted().get(2);
        sleeper.world.pause(Duration.ofSeconds(20));
        ring.time.runFor(Duration.ofSeconds(19));
        assertThat(ring.becomes(() -> sleeper.overlay.coverage(1).isEmpty(), Duration.ofMillis(1_100)))
                .as("its first act is to doubt")
                .isTrue();
        assertThat(ring.becomes(() -> sleeper.overlay.coverage(1).isPresent(), Duration.ofSeconds(20)))
                .isTrue();
    }

    @Test
    void aRingInWhichEveryProcessPausedAtOnceGoesOnAsIfNothingHadBeen() {
        TestRing ring = ring(10, 3, 5);
        ring.members().forEach(node -> node.world.pause(Duration.ofSeconds(30)));
        ring.time.runFor(Duration.ofSeconds(31));
        heals(ring, 10, 10);
    }

    @Test
    void twoHalvesThatWereCutApartBecomeOneRingAgain() {
        for (long seed = seed(3); seed < seed(3) + 5; seed++) {
            TestRing ring = ring(seed, 16, 3, 5);
            Set<NodeRef> half = ring.members().stream()
                    .map(node -> node.self)
                    .filter(node -> ring.random.nextBoolean())
                    .collect(Collectors.toSet());
            ring.lost = (from, to) -> half.contains(from) != half.contains(to);
            ring.time.runFor(Duration.ofSeconds(120));
            heals(ring, 16, 180);
        }
    }

    @Test
    void nodesThatLostEachOtherCompletelyBecomeOneRingAgain() {
        TestRing ring = ring(5, 3, 5);
        ring.lost = (from, to) -> true;
        ring.time.runFor(Duration.ofSeconds(120));
        heals(ring, 5, 120);
    }

    @Test
    void aFifthOfAllMessagesMayGetLost() {
        TestRing ring = ring(16, 4, 5);
        ring.lost = (from, to) -> ring.random.nextInt(100) < 20;
        ring.time.runFor(Duration.ofSeconds(120));
        heals(ring, 16, 60);
    }

    @Test
    void aSuspicionThatIsNotTrueChangesNothing() {
        TestRing ring = ring(8, 3, 30);
        TestNode node = ring.sorted().get(0);
        List<NodeRef> before = node.state().successors().nodes();
        List<NodeRef> fingers = node.state().fingers().nodes();
        before.forEach(node.overlay::suspect);
        fingers.forEach(node.overlay::suspect);
        ring.time.runFor(Duration.ofSeconds(2));
        assertThat(node.state().successors().nodes()).isEqualTo(before);
        assertThat(node.state().fingers().nodes()).isEqualTo(fingers);
    }

    @Test
    void aSuspectedFingerThatIsGoneIsForgotten() {
        TestRing ring = ring(32, 3, 30);
        TestNode node = ring.sorted().get(0);
        List<NodeRef> fingers = node.state().fingers().nodes();
        NodeRef gone = fingers.get(fingers.size() - 1);
        ring.nodes.get(gone).crash();
        node.overlay.suspect(gone);
        ring.becomes(() -> !node.state().fingers().nodes().contains(gone), Duration.ofMillis(500));
        assertThat(node.state().fingers().nodes()).doesNotContain(gone);
    }

    @Test
    void noAnswerIsGivenFromAListThatIsBeingReplacedButPingsAreAnswered() {
        TestRing ring = ring(8, 3, 5);
        TestNode node = ring.sorted().get(0);
        node.state().adopting(ring.sorted().get(1).self);
        List<RpcFailure> refusals = new ArrayList<>();
        List<Message> replies = new ArrayList<>();
        NodeRef asker = ring.sorted().get(7).self;
        node.handle(asker, new AskNeighbors(), answer(replies, refusals));
        node.handle(asker, new Ping(), answer(replies, refusals));
        assertThat(refusals).containsExactly(RpcFailure.BUSY);
        assertThat(replies).containsExactly(new Pong());
    }

    @Test
    void aNotifierThatCannotBeANodeOfThisNetworkIsRefused() {
        TestRing ring = new TestRing(seed(4), TestRing.config(3), new KeySpace(16), CorrectedRules::new);
        ring.install(6);
        TestNode node = ring.sorted().get(0);
        NodeRef outside = new NodeRef(new Key(1, 1, 1), ring.ref(99).address());
        List<RpcFailure> refusals = new ArrayList<>();
        ring.sorted().get(1).ask(node.self, new Notify(List.of(outside)), noted -> {}, refusals::add);
        node.handle(node.self, new Notify(List.of()), refuser(refusals));
        ring.time.runFor(Duration.ofMillis(400));
        assertThat(refusals).containsExactly(RpcFailure.MALFORMED, RpcFailure.MALFORMED);
    }

    @Test
    void aNotifierThatCannotBeReachedDoesNotBecomeThePredecessor() {
        TestRing ring = ring(8, 3, 5);
        TestNode node = ring.sorted().get(3);
        TestNode before = ring.sorted().get(2);
        Key between = ring.space.next(before.self.id());
        TestNode deaf = ring.create(new NodeRef(between, ring.ref(99).address()));
        List<NodeRef> all = new ArrayList<>(List.of(deaf.self));
        ring.sorted().forEach(member -> all.add(member.self));
        deaf.overlay.enter(Census.of(all), Proximity.NONE);
        ring.lost = (from, to) -> to.equals(deaf.self);
        deaf.loop.execute(() -> deaf.ask(node.self, new Notify(List.of()), noted -> {}, why -> {}));
        ring.time.runFor(Duration.ofSeconds(4));
        assertThat(node.state().predecessors().first()).contains(before.self);
    }

    @Test
    void moreNotifiersThanThereIsRoomForAreToldToComeBackLater() {
        TestRing ring = ring(8, 3, 5);
        TestNode node = ring.sorted().get(0);
        List<RpcFailure> refusals = new ArrayList<>();
        for (int i = 100; i < 300; i++) {
            node.handle(ring.ref(i), new Notify(List.of()), refuser(refusals));
        }
        assertThat(refusals).hasSizeBetween(130, 140).containsOnly(RpcFailure.BUSY);
        ring.lost = (from, to) -> false;
        heals(ring, 8, 300);
    }

    @Test
    void aPeerThatAnswersWithNonsenseNeverBreaksTheRingOfTheOthers() {
        TestRing ring = ring(12, 3, 5);
        TestNode liar = ring.sorted().get(4);
        List<NodeRef> lies = new ArrayList<>();
        for (int i = 200; i < 230; i++) {
            lies.add(ring.ref(i));
        }
        liar.lies = Optional.of(new Neighbors(lies, lies));
        ring.time.runFor(Duration.ofSeconds(60));
        liar.crash();
        heals(ring, 11, 60);
    }

    @Test
    void aFarewellInAnothersNameRemovesNobody() {
        TestRing ring = ring(8, 3, 5);
        TestNode node = ring.sorted().get(3);
        NodeRef successor = ring.sorted().get(4).self;
        NodeRef predecessor = ring.sorted().get(2).self;
        node.handle(successor, new Leaving(List.of()), refuser(new ArrayList<>()));
        node.handle(predecessor, new Leaving(List.of(ring.sorted().get(0).self)), refuser(new ArrayList<>()));
        ring.time.runFor(Duration.ofSeconds(2));
        assertThat(node.state().successors().first()).contains(successor);
        assertThat(node.state().predecessors().first()).contains(predecessor);
    }

    @Test
    void whoIsNoMemberRefusesEveryQuestion() {
        TestRing ring = ring(4, 3, 5);
        TestNode outsider = ring.create(50);
        List<RpcFailure> refusals = new ArrayList<>();
        outsider.handle(ring.ref(0), new Notify(List.of()), refuser(refusals));
        assertThat(refusals).containsExactly(RpcFailure.NOT_A_MEMBER);
    }

    private static <R extends Message> Responder<R> refuser(List<RpcFailure> refusals) {
        return answer(new ArrayList<>(), refusals);
    }

    private static <R extends Message> Responder<R> answer(List<Message> replies, List<RpcFailure> refusals) {
        return new Responder<>() {
            @Override
            public void reply(R response) {
                replies.add(response);
            }

            @Override
            public void refuse(RpcFailure why) {
                refusals.add(why);
            }
        };
    }

    private static TestRing ring(int nodes, int successors, int seconds) {
        return ring(seed(1), nodes, successors, seconds);
    }

    private static TestRing ring(long seed, int nodes, int successors, int seconds) {
        TestRing ring = new TestRing(seed, TestRing.config(successors));
        ring.install(nodes);
        ring.time.runFor(Duration.ofSeconds(seconds));
        assertThat(ring.isIdeal()).isTrue();
        return ring;
    }

    private static void heals(TestRing ring, int nodes, int seconds) {
        ring.lost = (from, to) -> false;
        boolean ideal =
                ring.becomes(() -> ring.members().size() == nodes && ring.isIdeal(), Duration.ofSeconds(seconds));
        assertThat(ideal).as(() -> ring.replay(NAME) + "\n" + ring).isTrue();
        assertLookupsAreRight(ring);
    }

    /** Looks random keys up from every node; the mean number of nodes asked. */
    private static double assertLookupsAreRight(TestRing ring) {
        List<TestNode> sorted = ring.sorted();
        List<Located> found = new ArrayList<>();
        int[] lost = {0};
        for (TestNode node : sorted) {
            for (int i = 0; i < 4; i++) {
                Key key = ring.space.random(ring.random);
                node.loop.execute(() -> node.lookups().locate(key, Optional.empty(), found::add, why -> lost[0]++));
            }
        }
        ring.becomes(() -> found.size() + lost[0] == 4 * sorted.size(), Duration.ofSeconds(60));
        assertThat(lost[0]).as(ring.replay(NAME)).isZero();
        for (Located located : found) {
            NodeRef root = sorted.stream()
                    .map(node -> node.self)
                    .filter(node -> node.id().compareTo(located.key()) >= 0)
                    .findFirst()
                    .orElse(sorted.get(0).self);
            assertThat(located.holders().get(0)).as(ring.replay(NAME)).isEqualTo(root);
        }
        return found.stream()
                .mapToInt(located -> located.path().size())
                .average()
                .orElse(0);
    }
}
