package dev.trefoil.node.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.node.testing.Membership;
import dev.trefoil.spi.RoutingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LocatePropertyTest {

    private static final RoutingConfig CONFIG = RoutingConfig.defaults();

    @Property
    void aLookupEndsAtTheHoldersThatFullKnowledgeNames(
            @ForAll @IntRange(min = 1, max = 100) int size,
            @ForAll @IntRange(min = 1, max = 5) int reach,
            @ForAll Random random) {
        Membership ring = ring(size, random);
        NodeRef self = any(ring, random);
        Key key = KeySpace.FULL.random(random);
        Run run = new Run(self, key, ring.step(self, key, reach), node -> Optional.of(ring.step(node, key, reach)));
        Located located = run.toTheEnd().orElseThrow();
        assertThat(located.holders()).isEqualTo(ring.holders(key, size));
        assertThat(located.path()).isEqualTo(run.asked);
        assertThat(located.path().size()).isLessThanOrEqualTo((size + reach - 1) / reach);
        located.range().ifPresent(range -> assertThat(range.contains(key)).isTrue());
    }

    @Property
    void aLookupSurvivesSilentNodesAsLongAsOneOfEachAnswersAdviceLives(
            @ForAll @IntRange(min = 4, max = 60) int size, @ForAll Random random) {
        Membership ring = ring(size, random);
        int reach = 4;
        Key key = KeySpace.FULL.random(random);
        List<NodeRef> order = ring.from(key);
        NodeRef self = order.get(0);
        // No three nodes in a row are silent, and the last one before the key, which knows its holders, is alive.
        List<NodeRef> silent = new ArrayList<>();
        for (int i = 1; i < size - 1; i++) {
            boolean twoAlready = silent.contains(order.get(i - 1)) && i > 1 && silent.contains(order.get(i - 2));
            if (!twoAlready && random.nextBoolean()) {
                silent.add(order.get(i));
            }
        }
        // Begin as if this node were not the root: with its successors, so that the lookup has to go all the way round.
        RoutingStep start = new RoutingStep.Onward(order.subList(1, Math.min(size, 1 + reach)));
        Run run = new Run(
                self,
                key,
                start,
                node -> silent.contains(node) ? Optional.empty() : Optional.of(ring.step(node, key, reach)));
        assertThat(run.toTheEnd().orElseThrow().holders()).isEqualTo(ring.holders(key, size));
    }

    @Property
    void whateverPeersSayALookupEndsWithinItsLimitsAndAsksNobodyTwice(
            @ForAll @IntRange(min = 1, max = 40) int hopsMax,
            @ForAll @IntRange(min = 1, max = 80) int questionsMax,
            @ForAll Random random) {
        RoutingConfig narrow = new RoutingConfig(
                hopsMax,
                questionsMax,
                8,
                1,
                CONFIG.pause(),
                CONFIG.lookupTime(),
                CONFIG.routeTime(),
                CONFIG.underWayMax(),
                CONFIG.seenMax());
        NodeRef self = node(0);
        Key key = KeySpace.FULL.random(random);
        Function<NodeRef, Optional<RoutingStep>> liar = node -> random.nextInt(3) == 0
                ? Optional.empty()
                : Optional.of(new RoutingStep.Onward(IntStream.range(0, random.nextInt(64))
                        .mapToObj(i -> random.nextInt(5) == 0 ? self : node(random.nextInt(500)))
                        .toList()));
        Run run = new Run(self, key, new RoutingStep.Onward(List.of(node(1))), liar, narrow);
        assertThat(run.toTheEnd()).isEmpty();
        assertThat(run.asked).doesNotHaveDuplicates().doesNotContain(self).hasSizeLessThanOrEqualTo(questionsMax);
        assertThat(run.answered).isLessThanOrEqualTo(hopsMax);
    }

    @Property
    void answersNobodyAskedForAreIgnored(@ForAll @IntRange(min = 2, max = 50) int size, @ForAll Random random) {
        Membership ring = ring(size, random);
        NodeRef self = any(ring, random);
        Key key = KeySpace.FULL.random(random);
        RoutingStep lie = new RoutingStep.Here(List.of(node(66_666)), Optional.empty());
        Run run = new Run(self, key, ring.step(self, key, 2), node -> Optional.of(ring.step(node, key, 2)));
        run.beforeEachAnswer = locate -> {
            locate.onAnswer(node(66_666), lie);
            locate.onFailure(node(66_667));
            run.asked.subList(0, run.asked.size() - 1).forEach(earlier -> {
                locate.onAnswer(earlier, lie);
                locate.onFailure(earlier);
            });
        };
        assertThat(run.toTheEnd().orElseThrow().holders()).isEqualTo(ring.holders(key, size));
    }

    @Example
    void aLateAnswerOfANodeGivenUpIsIgnored() {
        NodeRef slow = node(1);
        NodeRef next = node(2);
        Locate locate = new Locate(Key.ZERO, node(0), new RoutingStep.Onward(List.of(slow, next)), CONFIG);
        assertThat(locate.next()).isEqualTo(new Locate.Next.Ask(slow));
        locate.onFailure(slow);
        assertThat(locate.next()).isEqualTo(new Locate.Next.Ask(next));
        locate.onAnswer(slow, new RoutingStep.Here(List.of(slow), Optional.empty()));
        assertThat(locate.next()).isEqualTo(new Locate.Next.Ask(next));
        locate.onAnswer(next, new RoutingStep.Here(List.of(next), Optional.empty()));
        Located located = ((Locate.Next.Found) locate.next()).located();
        assertThat(located.holders()).containsExactly(next);
        assertThat(located.path()).containsExactly(next);
    }

    @Example
    void aLiarWastesThreeTimeoutsBeforeOlderAdviceIsHeard() {
        NodeRef liar = node(1);
        NodeRef honest = node(2);
        List<NodeRef> ghosts = IntStream.range(100, 116).mapToObj(i -> node(i)).toList();
        Run run = new Run(
                node(0),
                Key.ZERO,
                new RoutingStep.Onward(List.of(liar, honest)),
                node -> node.equals(liar)
                        ? Optional.of(new RoutingStep.Onward(ghosts))
                        : node.equals(honest)
                                ? Optional.of(new RoutingStep.Here(List.of(honest), Optional.empty()))
                                : Optional.empty());
        assertThat(run.toTheEnd()).isPresent();
        assertThat(run.asked).hasSize(1 + Locate.FAILURES_MAX + 1);
    }

    @Example
    void whoKnowsNobodyIsLostAtOnce() {
        Locate locate = new Locate(Key.ZERO, node(0), new RoutingStep.Onward(List.of()), CONFIG);
        assertThat(locate.next()).isEqualTo(new Locate.Next.Lost());
    }

    private static Membership ring(int size, Random random) {
        int first = random.nextInt(10_000);
        return new Membership(
                IntStream.range(first, first + size).mapToObj(i -> node(i)).toList());
    }

    private static NodeRef any(Membership ring, Random random) {
        return ring.members().get(random.nextInt(ring.members().size()));
    }

    private static NodeRef node(int number) {
        Address address = new Address("node" + number, 1);
        return new NodeRef(KeySpace.FULL.nodeId(address, 0), address);
    }

    /** Plays the network to one lookup. */
    private static final class Run {

        private final Locate locate;
        private final Function<NodeRef, Optional<RoutingStep>> network;
        private final List<NodeRef> asked = new ArrayList<>();
        private Consumer<Locate> beforeEachAnswer = locate -> {};
        private int answered;

        Run(NodeRef self, Key key, RoutingStep start, Function<NodeRef, Optional<RoutingStep>> network) {
            this(self, key, start, network, CONFIG);
        }

        Run(
                NodeRef self,
                Key key,
                RoutingStep start,
                Function<NodeRef, Optional<RoutingStep>> network,
                RoutingConfig config) {
            this.locate = new Locate(key, self, start, config);
            this.network = network;
        }

        Optional<Located> toTheEnd() {
            while (true) {
                Locate.Next next = locate.next();
                if (next instanceof Locate.Next.Found found) {
                    return Optional.of(found.located());
                } else if (next instanceof Locate.Next.Ask ask) {
                    asked.add(ask.node());
                    beforeEachAnswer.accept(locate);
                    network.apply(ask.node())
                            .ifPresentOrElse(
                                    step -> {
                                        answered++;
                                        locate.onAnswer(ask.node(), step);
                                    },
                                    () -> locate.onFailure(ask.node()));
                } else {
                    return Optional.empty();
                }
            }
        }
    }
}
