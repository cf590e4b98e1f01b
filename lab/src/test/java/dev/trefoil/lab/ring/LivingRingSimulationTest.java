package dev.trefoil.lab.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.chord.Chord;
import dev.trefoil.chord.ChordConfig;
import dev.trefoil.simulator.links.Terrain;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.Proximity;
import dev.trefoil.spi.RoutingStep;
import dev.trefoil.transport.inmem.LinkModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Networks in virtual time against the same networks standing still. */
class LivingRingSimulationTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final ChordConfig CONFIG = ChordConfig.forSimulation().withSuccessors(4);

    private final SplittableRandom random = new SplittableRandom(11);
    private final Census members = new Hosts(random).census(64, 1);

    @Test
    void lookupsOfBothStylesGoTheWayThatTheTablesSay() {
        StillRing still = new StillRing(new Chord(CONFIG), members);
        LivingRing living = frozen(LinkModel.constant(Duration.ofMillis(10)));
        for (int i = 0; i < 200; i++) {
            NodeRef start = members.get(random.nextInt(members.size()));
            Key key = KeySpace.FULL.random(random);
            StillRing.Walk walk = still.walk(start, key);
            List<NodeRef> answers = new ArrayList<>();
            List<Integer> hops = new ArrayList<>();
            // A root that lies behind a node is asked itself; all others are named by the node before them.
            boolean rootWasAsked = walk.path().contains(walk.root());
            living.node(start)
                    .iterate(
                            key,
                            found -> {
                                answers.add(found.holders().get(0));
                                hops.add(found.path().size());
                            },
                            () -> answers.add(start));
            living.await(() -> answers.size() == 1, LIMIT);
            living.node(start)
                    .recur(
                            key,
                            reply -> {
                                answers.add(reply.root());
                                hops.add(rootWasAsked ? reply.hops() : reply.hops() - 1);
                            },
                            () -> answers.add(start));
            living.await(() -> answers.size() == 2, LIMIT);
            assertThat(answers).containsOnly(walk.root());
            assertThat(hops).containsOnly(walk.path().size() - 1);
        }
    }

    @Test
    void frozenTablesStayWrongAndTellWhoIsMissedInVain() {
        LivingRing ring = frozen(LinkModel.constant(Duration.ofMillis(10)));
        NodeRef dead = members.get(7);
        ring.crash(dead);
        ring.time().runFor(Duration.ofHours(1));
        NodeRef before = members.get(6);
        assertThat(ring.node(before).overlay().neighborSet(8)).contains(dead);
        List<NodeRef> missed = new ArrayList<>();
        List<NodeRef> answers = new ArrayList<>();
        ring.onTimeout((asker, asked) -> missed.add(asked));
        ring.node(before).recur(dead.id(), reply -> answers.add(reply.root()), () -> answers.add(before));
        ring.await(() -> !answers.isEmpty(), LIMIT);
        assertThat(missed).contains(dead);
        assertThat(answers).containsExactly(members.get(8));
    }

    @Test
    void aNodeThatMayChooseItsFingersFindsNearOnes() {
        Terrain terrain = Terrain.cube(3, Duration.ofMillis(50), 3);
        ChordConfig quick = CONFIG.withPeriods(Duration.ofSeconds(20), Duration.ofSeconds(1));
        double plain = meanFirstHop(quick, terrain);
        double chosen = meanFirstHop(quick.withAlternates(4), terrain);
        assertThat(chosen).isLessThan(0.85 * plain);
    }

    @Test
    void aNetworkUnderChurnLosesNoLookupAndReportsWhatItMet() {
        TurnoverPlan plan = new TurnoverPlan(100, 0.1, true, 5, true, 4, Duration.ofMinutes(1), Duration.ofMinutes(2));
        RingOptions options = RingOptions.asThePapers(
                new Chord(CONFIG.withPeriods(Duration.ofSeconds(10), Duration.ofSeconds(5))), 7, 16);
        Turnover.Outcome outcome =
                new Turnover(plan, options, LinkModel.exponential(Duration.ofMillis(50)), random).run();
        assertThat(outcome.lookups()).isBetween(480L, 720L);
        assertThat(outcome.failed()).isLessThanOrEqualTo(1);
        assertThat(outcome.timeouts()).isPositive();
        assertThat(outcome.members()).isBetween(70, 130);
    }

    /** How far the first hop is, on average, after the nodes have looked their fingers up on a terrain they do not know. */
    private double meanFirstHop(ChordConfig config, Terrain terrain) {
        RingOptions options = RingOptions.asThePapers(new Chord(config), 3, 16);
        LivingRing ring = new LivingRing(5, options, terrain, Proximity.NONE);
        members.forEach(node -> ring.enter(node, members));
        ring.time().runFor(Duration.ofSeconds(40));
        SplittableRandom keys = new SplittableRandom(4);
        double sum = 0;
        int steps = 0;
        for (int i = 0; i < 2_000; i++) {
            NodeRef node = members.get(keys.nextInt(members.size()));
            if (ring.node(node).overlay().nextStep(KeySpace.FULL.random(keys)) instanceof RoutingStep.Onward onward) {
                sum += terrain.roundTripNanos(
                        node.address(), onward.candidates().get(0).address());
                steps++;
            }
        }
        return sum / steps;
    }

    private LivingRing frozen(LinkModel links) {
        RingOptions options = RingOptions.asThePapers(
                new Chord(CONFIG.withPeriods(Duration.ofDays(1_000), Duration.ofDays(1_000))), 5, 16);
        LivingRing ring = new LivingRing(2, options, links, Proximity.NONE);
        members.forEach(node -> ring.enterFrozen(node, members));
        return ring;
    }
}
