package dev.trefoil.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.IdealOverlay;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.Overlay.JoinFailure;
import dev.trefoil.spi.OverlayProvider;
import dev.trefoil.spi.Request;
import dev.trefoil.spi.RoutingStep;
import dev.trefoil.spi.RpcFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Overlay} promises. Extend it and hand over the overlay; the contract brings the network, in a virtual
 * time of its own, so its tests take no real time and every failure comes back.
 *
 * <p>"At rest" below means {@link #patience} after the last change. Wherever the overlay is an {@link IdealOverlay} its
 * members are held to that ideal; otherwise to agreeing with each other.
 */
public abstract class OverlayContract {

    private static final int NODES = 12;
    private static final int REPLICAS = 3;

    @SuppressWarnings("NullAway.Init")
    private Miniature network;

    @SuppressWarnings("NullAway.Init")
    private RandomGenerator random;

    @SuppressWarnings("NullAway.Init")
    private Trial trial;

    /** For whoever extends this. */
    protected OverlayContract() {}

    /** The overlay under test, for one network of its own. */
    protected abstract OverlayProvider newOverlay();

    /** How long after the last change all members know what they should; two minutes of virtual time unless overridden. */
    protected Duration patience() {
        return Duration.ofMinutes(2);
    }

    /** {@code node} of a network of {@code overlay} has crashed; for overlays that cannot notice by themselves. */
    protected void crashed(OverlayProvider overlay, NodeRef node) {}

    /** Whether a join needs a seed that answers. Only an overlay that knows its members by magic does without. */
    protected boolean needsSeeds() {
        return true;
    }

    @BeforeEach
    void openNetwork() {
        network = new Miniature(newOverlay(), 1);
        random = network.random("contract");
        trial = new Trial(network, random, patience());
    }

    @AfterEach
    void nothingWasThrown() {
        network.thrown().forEach(thrown -> {
            throw new AssertionError("thrown on a node's loop", thrown);
        });
    }

    @Test
    void aNodeAloneHoldsEverything() {
        MiniatureNode alone = trial.start(1, 0);
        trial.rest();
        assertThat(alone.joined()).isOne();
        assertThat(alone.overlay().isMember()).isTrue();
        assertThat(alone.overlay().neighborSet(9)).isEmpty();
        for (Key key : trial.keys()) {
            assertThat(alone.overlay().nextStep(key))
                    .isInstanceOfSatisfying(
                            RoutingStep.Here.class,
                            here -> assertThat(here.holders()).containsExactly(alone.self()));
            assertThat(alone.overlay().replicaSet(key, REPLICAS)).containsExactly(alone.self());
            assertThat(alone.overlay().coverage(1).map(range -> range.contains(key)))
                    .isNotEqualTo(Optional.of(false));
        }
    }

    @Test
    void whoIsNoMemberKnowsNothingAndRefusesAllQuestions() {
        trial.grow(NODES, 1);
        MiniatureNode outside = network.create(network.ref(99, 0));
        network.run(Duration.ofSeconds(1));
        assertThat(outside.overlay().isMember()).isFalse();
        assertThat(outside.overlay().coverage(REPLICAS)).isEmpty();
        assertThat(outside.overlay().nextStep(Key.ZERO)).isEqualTo(new RoutingStep.Onward(List.of()));
        MiniatureNode member = network.members().get(0);
        List<RpcFailure> refusals = new ArrayList<>();
        List<Message> answers = new ArrayList<>();
        List<Request<?>> questions = trial.requests();
        for (Request<?> question : questions) {
            member.execute(() -> member.ask(outside.self(), question, answers::add, refusals::add));
        }
        network.run(Duration.ofSeconds(5));
        assertThat(answers).isEmpty();
        assertThat(refusals).hasSameSizeAs(questions).allMatch(why -> why == RpcFailure.NOT_A_MEMBER);
    }

    @Test
    void nodesJoinOneAfterAnotherThroughAnyMember() {
        trial.grow(NODES, 1);
        assertThat(network.members()).hasSize(NODES).allMatch(node -> node.joined() == 1);
        assertThat(network.nodes()).allMatch(node -> node.failures().isEmpty());
        trial.assertAllKnowWhatTheyShould();
    }

    @Test
    void nodesJoinAllAtOnceThroughOneMember() {
        MiniatureNode first = trial.start(1, 0);
        trial.rest();
        for (int host = 2; host <= NODES; host++) {
            network.create(network.ref(host, 0)).join(List.of(first.self()));
        }
        trial.rest();
        assertThat(network.members()).hasSize(NODES).allMatch(node -> node.joined() == 1);
        trial.assertAllKnowWhatTheyShould();
    }

    @Test
    void aDeadSeedIsPassedOver() {
        trial.grow(3, 1);
        MiniatureNode late = network.create(network.ref(9, 0));
        late.join(List.of(network.ref(77, 0), network.ref(1, 0)));
        trial.rest();
        assertThat(late.joined()).isOne();
        trial.assertAllKnowWhatTheyShould();
    }

    @Test
    void whereNoSeedAnswersAJoinFailsOnce() {
        if (needsSeeds()) {
            MiniatureNode lonely = network.create(network.ref(1, 0));
            lonely.join(List.of(network.ref(77, 0), network.ref(78, 0)));
            trial.rest();
            trial.rest();
            assertThat(lonely.failures()).containsExactly(JoinFailure.NO_ANSWER);
            assertThat(lonely.joined()).isZero();
            assertThat(lonely.overlay().isMember()).isFalse();
        }
    }

    @Test
    void aSecondNodeOfOneIdIsRefusedAndDisturbsNobody() {
        trial.grow(NODES, 1);
        NodeRef original = network.members().get(4).self();
        MiniatureNode twin =
                network.create(new NodeRef(original.id(), network.ref(88, 0).address()));
        twin.join(List.of(network.members().get(0).self()));
        trial.rest();
        assertThat(twin.failures()).containsExactly(JoinFailure.DUPLICATE_ID);
        assertThat(twin.joined()).isZero();
        assertThat(twin.overlay().isMember()).isFalse();
        assertThat(network.members())
                .hasSize(NODES)
                .anyMatch(node -> node.self().equals(original));
        trial.assertAllKnowWhatTheyShould();
    }

    @Test
    void aLargerReplicaSetOnlyAppendsAndNeverNamesAnAddressTwice() {
        trial.grow(5, 3);
        for (Key key : trial.keys()) {
            for (MiniatureNode node : network.members()) {
                List<NodeRef> largest = node.overlay().replicaSet(key, 20);
                assertThat(largest).extracting(NodeRef::address).doesNotHaveDuplicates();
                for (int count = 0; count < 6; count++) {
                    assertThat(node.overlay().replicaSet(key, count))
                            .isEqualTo(largest.subList(0, Math.min(count, largest.size())));
                }
            }
        }
    }

    @Test
    void severalNodesOfOneAddressAgreeLikeOthers() {
        trial.grow(5, 3);
        trial.assertAllKnowWhatTheyShould();
    }

    @Test
    void aNodeCoversExactlyTheKeysItIsAReplicaOf() {
        trial.grow(5, 2);
        for (Key key : trial.keys()) {
            List<NodeRef> holders = trial.find(network.members().get(0), key).holders();
            for (MiniatureNode node : network.members()) {
                for (int count = 1; count <= Math.min(REPLICAS, holders.size()); count++) {
                    Optional<KeyRange> coverage = node.overlay().coverage(count);
                    boolean holds = holders.subList(0, count).contains(node.self());
                    assertThat(coverage.map(range -> range.contains(key)).orElse(holds))
                            .as("%s covers %s with %d replicas", node, key, count)
                            .isEqualTo(holds);
                }
            }
        }
    }

    @Test
    void theRangeOfAnAnswerHoldsKeysWithTheSameAnswerOnly() {
        trial.grow(NODES, 1);
        MiniatureNode asker = network.members().get(3);
        for (Key key : trial.keys()) {
            Optional<KeyRange> range = trial.find(asker, key).range();
            assertThat(range.map(arc -> arc.contains(key)).orElse(true)).isTrue();
            for (Key other : trial.keys()) {
                if (range.isPresent() && range.get().contains(other)) {
                    assertThat(trial.find(asker, other).holders().get(0))
                            .isEqualTo(trial.find(asker, key).holders().get(0));
                }
            }
        }
    }

    @Test
    void everyStepComesCloserSoThatNoWalkMeetsANodeTwice() {
        trial.grow(2 * NODES, 1);
        for (Key key : trial.keys()) {
            for (MiniatureNode start : network.members()) {
                Set<NodeRef> met = new LinkedHashSet<>();
                NodeRef at = start.self();
                while (trial.step(at, key) instanceof RoutingStep.Onward onward) {
                    assertThat(met.add(at))
                            .as("%s twice on the way to %s: %s", at, key, met)
                            .isTrue();
                    assertThat(onward.candidates())
                            .isNotEmpty()
                            .doesNotContain(at)
                            .doesNotHaveDuplicates();
                    at = onward.candidates()
                            .get(random.nextInt(onward.candidates().size()));
                }
            }
        }
    }

    @Test
    void neighborsAreOthersAndAFewOfThemTheNearest() {
        trial.grow(NODES, 1);
        for (MiniatureNode node : network.members()) {
            List<NodeRef> all = node.overlay().neighborSet(100);
            assertThat(all).isNotEmpty().doesNotContain(node.self()).doesNotHaveDuplicates();
            for (int count = 0; count < 4; count++) {
                assertThat(node.overlay().neighborSet(count)).isEqualTo(all.subList(0, Math.min(count, all.size())));
            }
        }
    }

    @Test
    void crashesAreNoticedAndMended() {
        trial.grow(NODES, 1);
        for (int round = 0; round < 3; round++) {
            crash(network.members().get(random.nextInt(network.members().size())));
            crash(network.members().get(random.nextInt(network.members().size())));
            trial.rest();
            trial.assertAllKnowWhatTheyShould();
        }
        assertThat(network.members()).hasSize(NODES - 6);
    }

    @Test
    void whoLeavesIsForgottenAndItsPlaceTaken() {
        trial.grow(NODES, 1);
        MiniatureNode leaver = network.members().get(5);
        leaver.leave();
        trial.rest();
        assertThat(leaver.left()).isOne();
        assertThat(leaver.overlay().isMember()).isFalse();
        assertThat(leaver.overlay().coverage(1)).isEmpty();
        assertThat(leaver.overlay().nextStep(Key.ZERO)).isEqualTo(new RoutingStep.Onward(List.of()));
        assertThat(network.members()).hasSize(NODES - 1);
        trial.assertAllKnowWhatTheyShould();
    }

    @Test
    void theLastNodeLeavesAsWell() {
        MiniatureNode alone = trial.start(1, 0);
        trial.rest();
        alone.leave();
        trial.rest();
        assertThat(alone.left()).isOne();
        assertThat(alone.overlay().isMember()).isFalse();
    }

    @Test
    void aSuspicionThatIsNotTrueRemovesNobody() {
        trial.grow(NODES, 1);
        NodeRef innocent = network.members().get(2).self();
        for (MiniatureNode node : network.members()) {
            if (!node.self().equals(innocent)) {
                node.execute(() -> node.overlay().suspect(innocent));
            }
        }
        trial.rest();
        assertThat(network.members()).hasSize(NODES);
        trial.assertAllKnowWhatTheyShould();
    }

    @Test
    void aMemberThatLiesLeavesNoTraceOnceItHasGone() {
        trial.grow(NODES, 1);
        MiniatureNode liar = network.members().get(6);
        liar.lie();
        trial.rest();
        crash(liar);
        trial.rest();
        assertThat(network.members()).hasSize(NODES - 1);
        trial.assertAllKnowWhatTheyShould();
    }

    @Test
    void whatAStrangerSaysHarmsNobody() {
        trial.grow(NODES, 1);
        MiniatureNode stranger = network.create(network.ref(66, 0));
        stranger.lie();
        for (int i = 0; i < 50; i++) {
            for (Request<?> request : trial.requests()) {
                List<MiniatureNode> members = network.members();
                NodeRef to = members.get(random.nextInt(members.size())).self();
                stranger.execute(() -> stranger.ask(to, request, reply -> {}, why -> {}));
            }
            network.run(Duration.ofMillis(100));
        }
        trial.rest();
        assertThat(network.members()).hasSize(NODES);
        trial.assertAllKnowWhatTheyShould();
    }

    @Test
    void chanceAndTimeComeFromTheContextOnly() {
        List<Long> transcripts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            openNetwork();
            trial.grow(NODES, 1);
            crash(network.members().get(1));
            network.run(Duration.ofSeconds(20));
            transcripts.add(network.transcript());
        }
        assertThat(transcripts.get(1)).as("the same seed, the same messages").isEqualTo(transcripts.get(0));
    }

    @Property(tries = 20)
    void afterAnyHistoryOfJoinsCrashesAndLeavesAllIsWellAgain(@ForAll("histories") List<MembershipChange> history) {
        openNetwork();
        trial.grow(1, 1);
        trial.live(history, this::crash);
        trial.rest();
        trial.assertAllKnowWhatTheyShould();
        nothingWasThrown();
    }

    @Provide
    Arbitrary<List<MembershipChange>> histories() {
        return TrefoilArbitraries.histories(15);
    }

    private void crash(MiniatureNode node) {
        node.crash();
        crashed(network.overlay(), node.self());
    }
}
