package dev.trefoil.chord;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.Proximity;
import dev.trefoil.spi.RoutingStep;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.transport.inmem.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A network of Chord overlays in virtual time, without stores and replicas: as much of a node as a ring needs. */
final class TestRing {

    final VirtualTime time;
    final KeySpace space;
    final ChordConfig config;
    final RandomGenerator random;
    final Map<NodeRef, TestNode> nodes = new LinkedHashMap<>();
    private final BiFunction<ChordState, Peers, RingRules> rules;
    private final EventLoop network;
    private final RandomGenerator delays;
    /** How many times a node has begun to stabilise, to adopt or to rectify. */
    long operations;

    /** Whether a message from the first to the second gets lost. */
    BiPredicate<NodeRef, NodeRef> lost = (from, to) -> false;

    TestRing(long seed, ChordConfig config) {
        this(seed, config, KeySpace.FULL, CorrectedRules::new);
    }

    TestRing(long seed, ChordConfig config, KeySpace space, BiFunction<ChordState, Peers, RingRules> rules) {
        this.time = new VirtualTime(seed);
        this.space = space;
        this.config = config;
        this.rules = (state, peers) -> new CountedRules(rules.apply(state, peers), () -> operations++);
        this.network = time.loop("network");
        this.random = time.random("test");
        this.delays = time.random("delays");
    }

    /** A short period for virtual time, small lists, and few lookups. */
    static ChordConfig config(int successors) {
        return new ChordConfig(
                Duration.ofSeconds(1),
                successors,
                Duration.ofSeconds(1),
                1,
                Duration.ofMillis(50),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                8,
                Duration.ofMillis(250),
                32,
                8,
                64);
    }

    NodeRef ref(int number) {
        Address address = new Address("n" + number, 7400);
        return new NodeRef(space.nodeId(address, 0), address);
    }

    /** A node that does not take part yet. */
    TestNode create(NodeRef self) {
        TestNode node = new TestNode(this, self, config, rules);
        nodes.put(self, node);
        return node;
    }

    TestNode create(int number) {
        return create(ref(number));
    }

    /** Creates a node and lets it join through {@code seeds}. */
    TestNode join(int number, NodeRef... seeds) {
        return join(create(number), List.of(seeds));
    }

    TestNode join(TestNode node, List<NodeRef> seeds) {
        node.loop.execute(
                () -> node.overlay.join(seeds, () -> node.joined = true, why -> node.failed = Optional.of(why)));
        return node;
    }

    /** Installs {@code count} members at once, numbered from zero, as an ideal ring. */
    void install(int count) {
        List<TestNode> fresh = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fresh.add(create(i));
        }
        Census members = Census.of(fresh.stream().map(node -> node.self).toList());
        for (TestNode node : fresh) {
            node.overlay.enter(members, Proximity.NONE);
            node.joined = true;
        }
    }

    List<TestNode> members() {
        return nodes.values().stream().filter(TestNode::isMember).toList();
    }

    /** The members clockwise. */
    List<TestNode> sorted() {
        List<TestNode> sorted = new ArrayList<>(members());
        sorted.sort(Comparator.comparing(node -> node.self.id()));
        return sorted;
    }

    /** Lets time pass until {@code condition} holds, looked at ten times in a second; false if it does not in time. */
    boolean becomes(BooleanSupplier condition, Duration limit) {
        Duration end = time.now().plus(limit);
        while (!condition.getAsBoolean()) {
            if (time.now().compareTo(end) >= 0) {
                return false;
            }
            time.runFor(Duration.ofMillis(100));
        }
        return true;
    }

    /** Whether every member knows its successors and its predecessor. */
    boolean isIdeal() {
        List<TestNode> sorted = sorted();
        int others = Math.min(config.successors(), sorted.size() - 1);
        for (int i = 0; i < sorted.size(); i++) {
            ChordState state = sorted.get(i).state();
            List<NodeRef> ahead = walk(sorted, i, 1).subList(0, others);
            List<NodeRef> behind = walk(sorted, i, -1);
            if (!state.isOnRing()
                    || !state.successors().nodes().equals(ahead)
                    || !state.predecessors().first().equals(behind.stream().findFirst())) {
                return false;
            }
        }
        return true;
    }

    /** Ideal, and the predecessor lists, which are hints, are right as well. */
    boolean isIdealWithHints() {
        List<TestNode> sorted = sorted();
        int others = Math.min(config.successors(), sorted.size() - 1);
        for (int i = 0; i < sorted.size(); i++) {
            List<NodeRef> behind = walk(sorted, i, -1).subList(0, others);
            if (!sorted.get(i).state().predecessors().nodes().equals(behind)) {
                return false;
            }
        }
        return isIdeal();
    }

    /** All other nodes of {@code sorted}, walking from position {@code from} in {@code direction}. */
    private static List<NodeRef> walk(List<TestNode> sorted, int from, int direction) {
        List<NodeRef> others = new ArrayList<>();
        for (int i = 1; i < sorted.size(); i++) {
            others.add(sorted.get(Math.floorMod(from + direction * i, sorted.size())).self);
        }
        return others;
    }

    /** Lets a message arrive after a random delay, unless it gets lost. */
    void carry(NodeRef from, NodeRef to, Runnable arrival) {
        if (!lost.test(from, to)) {
            network.schedule(Duration.ofMillis(1 + delays.nextInt(100)), arrival);
        }
    }

    <R extends Message> void deliver(TestNode from, NodeRef to, TestNode.Question<R> question) {
        TestNode target = nodes.get(to);
        if (target == null || target.crashed) {
            question.refuse(RpcFailure.UNREACHABLE);
        } else {
            target.loop.execute(() -> {
                target.overlay.heardFrom(from.self);
                target.handle(from.self, question.request, question);
            });
        }
    }

    /** One step of a lookup: what {@code to} answers, or nothing. */
    void step(TestNode from, NodeRef to, Key key, Consumer<RoutingStep> answered, Runnable silent) {
        boolean[] done = {false};
        Runnable giveUp = () -> {
            if (!done[0]) {
                done[0] = true;
                silent.run();
            }
        };
        from.loop.schedule(Duration.ofSeconds(1), giveUp);
        carry(from.self, to, () -> {
            TestNode target = nodes.get(to);
            if (target == null || target.crashed || !target.overlay.isMember()) {
                carry(to, from.self, () -> from.loop.execute(giveUp));
                return;
            }
            target.loop.execute(() -> {
                RoutingStep step = target.overlay.nextStep(key);
                carry(
                        to,
                        from.self,
                        () -> from.loop.execute(() -> {
                            if (!done[0]) {
                                done[0] = true;
                                answered.accept(step);
                            }
                        }));
            });
        });
    }

    /** The line that shows the same run again. */
    String replay(String test) {
        return "seed " + time.seed() + "; again: ./mvnw -pl chord -am test -Dtest=" + test + " -Dtrefoil.seed="
                + time.seed();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (TestNode node : sorted()) {
            text.append(node.self)
                    .append(" after ")
                    .append(node.state().predecessors())
                    .append(" before ")
                    .append(node.successors())
                    .append('\n');
        }
        return text.toString();
    }
}
