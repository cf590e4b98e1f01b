package dev.trefoil.node.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.NoApplicationException;
import dev.trefoil.NodeRef;
import dev.trefoil.RouteReply;
import dev.trefoil.UnavailableException;
import dev.trefoil.kbr.Forwarding;
import dev.trefoil.kbr.KbrApplication;
import dev.trefoil.kbr.KeyBasedRouting;
import dev.trefoil.node.DhtNode;
import dev.trefoil.node.testing.FullMembership;
import dev.trefoil.node.testing.SimulatedNetwork;
import dev.trefoil.transport.inmem.LinkFaults;
import dev.trefoil.transport.inmem.LinkModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Messages on their way from node to node, and what becomes of them. */
class RoutingSimulationTest {

    private static final int SIZE = 12;
    private static final Bytes HELLO = Bytes.utf8("hello");

    private final FullMembership overlay = FullMembership.walking(2);
    private final SimulatedNetwork network = new SimulatedNetwork(7, overlay).start(SIZE);
    private final SplittableRandom random = new SplittableRandom(7);
    private final List<String> log = new ArrayList<>();

    @Test
    void aMessageIsDeliveredAtTheRootAndAnsweredFromThere() {
        attachEverywhere(routing -> new Echo(routing));
        for (DhtNode node : network.nodes()) {
            Key key = KeySpace.FULL.random(random);
            NodeRef root = overlay.membership().holders(key, 1).get(0);
            RouteReply reply = network.await(node.route("echo", key, HELLO));
            assertThat(reply.root()).isEqualTo(root);
            assertThat(reply.payload()).isEqualTo(Bytes.utf8("hello from " + root));
            assertThat(reply.hops()).isBetween(root.equals(self(node)) ? 0 : 1, SIZE);
        }
        assertThat(log.stream().filter(line -> line.endsWith(" delivers"))).hasSize(SIZE);
    }

    @Test
    void theApplicationOfEachNodeOnTheWayIsAskedBeforeAMessageGoesOn() {
        attachEverywhere(routing -> new Echo(routing));
        DhtNode origin = network.node(0);
        List<NodeRef> ring = overlay.membership().from(self(origin).id());
        RouteReply reply = network.await(origin.route("echo", ring.get(5).id(), HELLO));
        assertThat(reply.hops()).isEqualTo(3);
        assertThat(log)
                .containsExactly(
                        ring.get(0) + " forwards to " + ring.get(2),
                        ring.get(2) + " forwards to " + ring.get(4),
                        ring.get(4) + " forwards to " + ring.get(5),
                        ring.get(5) + " delivers");
    }

    @Test
    void anApplicationMayChangeAMessageOrSendItElsewhere() {
        DhtNode origin = network.node(0);
        List<NodeRef> ring = overlay.membership().from(self(origin).id());
        attachEverywhere(routing -> new Echo(routing) {
            @Override
            public Forwarding forward(Key key, Bytes payload, NodeRef nextHop) {
                super.forward(key, payload, nextHop);
                return self().equals(ring.get(0))
                        ? new Forwarding.Divert(Bytes.utf8("bonjour"), Optional.of(ring.get(1)))
                        : new Forwarding.Proceed();
            }
        });
        RouteReply reply = network.await(origin.route("echo", ring.get(5).id(), HELLO));
        assertThat(reply.payload().toUtf8()).isEqualTo("bonjour from " + ring.get(5));
        assertThat(log).contains(ring.get(1) + " forwards to " + ring.get(3));
    }

    @Test
    void anApplicationMayStopAMessageAndAnswerItself() {
        DhtNode origin = network.node(0);
        List<NodeRef> ring = overlay.membership().from(self(origin).id());
        attachEverywhere(routing -> new Echo(routing) {
            @Override
            public Forwarding forward(Key key, Bytes payload, NodeRef nextHop) {
                return self().equals(ring.get(2))
                        ? new Forwarding.Stop(Optional.of(Bytes.utf8("enough")))
                        : new Forwarding.Proceed();
            }
        });
        RouteReply reply = network.await(origin.route("echo", ring.get(5).id(), HELLO));
        assertThat(reply.payload().toUtf8()).isEqualTo("enough");
        assertThat(reply.root()).isEqualTo(ring.get(2));
        assertThat(log).isEmpty();
    }

    @Test
    void aDeadHopIsPassedBy() {
        attachEverywhere(routing -> new Echo(routing));
        DhtNode origin = network.node(0);
        List<NodeRef> ring = overlay.membership().from(self(origin).id());
        network.crash(hostOf(ring.get(2)));
        RouteReply reply = network.await(origin.route("echo", ring.get(5).id(), HELLO));
        assertThat(reply.root()).isEqualTo(ring.get(5));
        assertThat(log)
                .startsWith(ring.get(0) + " forwards to " + ring.get(2), ring.get(0) + " forwards to " + ring.get(1));
    }

    @Test
    void whenTheRootIsDeadTheNextHolderIsTheRoot() {
        attachEverywhere(routing -> new Echo(routing));
        DhtNode origin = network.node(0);
        List<NodeRef> ring = overlay.membership().from(self(origin).id());
        network.crash(hostOf(ring.get(5)));
        RouteReply reply = network.await(origin.route("echo", ring.get(5).id(), HELLO));
        assertThat(reply.root()).isEqualTo(ring.get(6));
    }

    @Test
    void aMessageWithNoWayOnIsReportedLost() {
        attachEverywhere(routing -> new Echo(routing));
        DhtNode origin = network.node(0);
        List<NodeRef> ring = overlay.membership().from(self(origin).id());
        network.kill(hostOf(ring.get(3)));
        network.kill(hostOf(ring.get(4)));
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> network.await(origin.route("echo", ring.get(9).id(), HELLO)))
                .withMessageContaining(ring.get(2).toString());
    }

    @Test
    void aMessageThatHasComeByTooManyNodesIsLost() {
        SimulatedNetwork narrow = new SimulatedNetwork(7, FullMembership.walking(1));
        for (int number = 1; number <= SIZE; number++) {
            narrow.start(narrow.builder(number).routing(limits(4, 1_024)));
        }
        narrow.nodes().forEach(node -> node.attach("echo", routing -> new Echo(routing)));
        DhtNode origin = narrow.node(0);
        List<NodeRef> ring = narrow.overlay().membership().from(self(origin).id());
        assertThat(narrow.await(origin.route("echo", ring.get(4).id(), HELLO)).hops())
                .isEqualTo(4);
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> narrow.await(origin.route("echo", ring.get(8).id(), HELLO)))
                .withMessageContaining("after 4 hops");
    }

    @Test
    void moreMessagesUnderWayThanAllowedAreRefusedAtOnce() {
        SimulatedNetwork narrow = new SimulatedNetwork(7, FullMembership.ofOneHop());
        narrow.start(narrow.builder(1).routing(limits(4, 3)));
        DhtNode node = narrow.node(0);
        List<Consumer<? super Bytes>> waiting = new ArrayList<>();
        node.attach("slow", routing -> (KbrApplication) (key, payload, origin, reply) -> waiting.add(reply));
        List<CompletableFuture<RouteReply>> taken = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            taken.add(node.route("slow", Key.ZERO, HELLO));
        }
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> narrow.await(node.route("slow", Key.ZERO, HELLO)))
                .withMessageContaining("3 messages under way");
        waiting.forEach(reply -> reply.accept(HELLO));
        taken.forEach(future -> assertThat(narrow.await(future).payload()).isEqualTo(HELLO));
    }

    private static RoutingConfig limits(int hops, int underWay) {
        RoutingConfig base = RoutingConfig.defaults();
        return new RoutingConfig(
                hops,
                base.questionsMax(),
                base.candidatesMax(),
                base.attempts(),
                base.pause(),
                base.lookupTime(),
                base.routeTime(),
                underWay,
                base.seenMax());
    }

    @Test
    void nodesThatDisagreeDoNotSendAMessageInCircles() {
        attachEverywhere(routing -> new Echo(routing));
        DhtNode origin = network.node(0);
        List<NodeRef> ring = overlay.membership().from(self(origin).id());
        overlay.stopTelling();
        // Node 1 knows only the origin, and the origin knows only node 1: each thinks that the other is nearer to the
        // key.
        Key key = ring.get(1).id().plus(Key.powerOfTwo(0));
        overlay.tell(ring.get(0), List.of(ring.get(0), ring.get(1), ring.get(6)));
        overlay.tell(ring.get(1), List.of(ring.get(1), ring.get(0)));
        RouteReply reply = network.await(origin.route("echo", key, HELLO));
        assertThat(log.stream().filter(line -> line.contains("delivers"))).hasSize(1);
        assertThat(reply.hops()).isLessThan(4);
    }

    @Test
    void theRootSaysThatItHasNoSuchApplication() {
        network.node(0).attach("echo", routing -> new Echo(routing));
        Key key = self(network.node(1)).id();
        assertThatExceptionOfType(NoApplicationException.class)
                .isThrownBy(() -> network.await(network.node(0).route("echo", key, HELLO)))
                .withMessageContaining(self(network.node(1)).toString());
    }

    @Test
    void anApplicationThatThrowsGivesNoAnswer() {
        attachEverywhere(routing -> (KbrApplication) (key, payload, origin, reply) -> {
            throw new IllegalStateException("on purpose");
        });
        assertThatExceptionOfType(NoApplicationException.class)
                .isThrownBy(() -> network.await(network.node(0).route("echo", Key.ZERO, HELLO)));
        assertThat(network.await(network.node(0).locate(Key.ZERO)).holders()).isNotEmpty();
    }

    @Test
    void anAnswerThatNeverComesEndsAtTheDeadline() {
        attachEverywhere(routing -> (KbrApplication) (key, payload, origin, reply) -> log.add("silence"));
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> network.await(network.node(0).route("echo", Key.ZERO, HELLO)))
                .withMessageContaining("10000 ms");
        assertThat(log).containsExactly("silence");
    }

    @Test
    void anAnswerMayComeLaterAndOnlyTheFirstCounts() {
        List<Consumer<? super Bytes>> waiting = new ArrayList<>();
        attachEverywhere(routing -> (KbrApplication) (key, payload, origin, reply) -> waiting.add(reply));
        var answer = network.node(0).route("echo", Key.ZERO, HELLO);
        network.time().runFor(Duration.ofSeconds(3));
        waiting.get(0).accept(Bytes.utf8("later"));
        waiting.get(0).accept(Bytes.utf8("again"));
        assertThat(network.await(answer).payload().toUtf8()).isEqualTo("later");
    }

    @Test
    void applicationsTalkWithoutWaitingForAnswersAndKnowTheirNeighbours() {
        List<KeyBasedRouting> all = new ArrayList<>();
        attachEverywhere(routing -> {
            all.add(routing);
            return new Echo(routing);
        });
        network.time().runFor(Duration.ofSeconds(1));
        KeyBasedRouting first = all.get(0);
        List<NodeRef> ring = overlay.membership().from(first.self().id());
        Key key = ring.get(5).id();
        first.route(key, HELLO, Optional.of(ring.get(1)));
        network.time().runFor(Duration.ofSeconds(1));
        assertThat(log)
                .contains(
                        ring.get(0) + " forwards to " + ring.get(1),
                        ring.get(1) + " forwards to " + ring.get(3),
                        ring.get(5) + " delivers");
        assertThat(first.neighborSet(2)).containsExactly(ring.get(1), ring.get(2));
        assertThat(first.localLookup(key, 1, false)).containsExactly(ring.get(2));
        assertThat(first.replicaSet(key, 2)).containsExactly(ring.get(5), ring.get(6));
        assertThat(first.range(1).orElseThrow().contains(first.self().id())).isTrue();
    }

    @Test
    void applicationsHearOfNeighboursThatComeAndGo() {
        List<String> news = new ArrayList<>();
        network.node(0).attach("watch", routing -> new KbrApplication() {
            @Override
            public void deliver(Key key, Bytes payload, NodeRef origin, Consumer<? super Bytes> reply) {}

            @Override
            public void update(NodeRef neighbor, boolean joined) {
                news.add((joined ? "+" : "-") + neighbor.address().host());
            }
        });
        network.time().runFor(Duration.ofMillis(1));
        DhtNode comes = network.start(network.builder(SIZE + 1));
        network.crashNoticed(comes);
        network.time().runFor(Duration.ofSeconds(1));
        assertThat(news).containsExactly("+10.0.0.13", "-10.0.0.13");
    }

    @Test
    void overLossyLinksMessagesAreDeliveredAtMostOnceByEachNode() {
        FullMembership ring = FullMembership.walking(2);
        LinkModel bad = LinkModel.exponential(Duration.ofMillis(10))
                .with(LinkFaults.NONE.withLoss(0.05).withDuplication(0.2));
        SimulatedNetwork lossy = new SimulatedNetwork(11, ring, bad).start(8);
        List<String> deliveries = new ArrayList<>();
        for (DhtNode node : lossy.nodes()) {
            node.attach("count", routing -> (KbrApplication) (key, payload, origin, reply) -> {
                deliveries.add(payload.toUtf8() + "@" + routing.self());
                reply.accept(payload);
            });
        }
        int answered = 0;
        for (int i = 0; i < 60; i++) {
            try {
                lossy.await(lossy.node(i % 8).route("count", KeySpace.FULL.random(random), Bytes.utf8("m" + i)));
                answered++;
            } catch (UnavailableException lost) {
                // Allowed, when an acknowledged hop's own attempts all fail.
            }
        }
        assertThat(answered).isGreaterThan(55);
        assertThat(deliveries).doesNotHaveDuplicates();
    }

    private void attachEverywhere(Function<? super KeyBasedRouting, ? extends KbrApplication> factory) {
        network.nodes().forEach(node -> node.attach("echo", factory));
    }

    private DhtNode hostOf(NodeRef node) {
        return network.nodes().stream()
                .filter(process -> process.address().equals(node.address()))
                .findFirst()
                .orElseThrow();
    }

    private static NodeRef self(DhtNode node) {
        return node.nodes().get(0);
    }

    /** Answers, and keeps a log of its upcalls. */
    private class Echo implements KbrApplication {

        private final KeyBasedRouting routing;

        Echo(KeyBasedRouting routing) {
            this.routing = routing;
        }

        NodeRef self() {
            return routing.self();
        }

        @Override
        public void deliver(Key key, Bytes payload, NodeRef origin, Consumer<? super Bytes> reply) {
            log.add(self() + " delivers");
            reply.accept(Bytes.utf8(payload.toUtf8() + " from " + self()));
        }

        @Override
        public Forwarding forward(Key key, Bytes payload, NodeRef nextHop) {
            log.add(self() + " forwards to " + nextHop);
            return new Forwarding.Proceed();
        }
    }
}
