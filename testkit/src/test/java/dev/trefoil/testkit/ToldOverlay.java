package dev.trefoil.testkit;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.Codec;
import dev.trefoil.spi.NeighborListener;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.OverlayProvider;
import dev.trefoil.spi.RoutingStep;
import dev.trefoil.spi.Rpc;
import dev.trefoil.spi.RpcFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A ring whose members are told by magic who the others are, and greet each other now and then: the simplest overlay that
 * keeps the contract, and, with a {@link Fault}, one that does not.
 */
final class ToldOverlay implements OverlayProvider {

    /** One mistake each. */
    enum Fault {
        NONE,
        JOINED_TWICE,
        TWINS_ADMITTED,
        ANSWERS_AS_NO_MEMBER,
        GREETS_BACK_AS_NO_MEMBER,
        SAME_ADDRESS_TWICE,
        ORDER_DEPENDS_ON_COUNT,
        ROOT_DEPENDS_ON_WHO_IS_ASKED,
        COVERS_EVERYTHING,
        RANGES_TOO_WIDE,
        WALKS_IN_CIRCLES,
        COUNTS_ITSELF_AS_NEIGHBOR,
        NOBODY_IS_TOLD,
        NOBODY_IS_TOLD_OF_THE_GONE,
        DEAD_STAY,
        NEVER_LEFT,
        SUSPECTS_REMOVED,
        BELIEVES_WHAT_IT_HEARS,
        READS_THE_CLOCK_OF_THE_MACHINE,
        THROWS
    }

    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Fault fault;
    private final Map<NodeRef, Node> members = new LinkedHashMap<>();

    ToldOverlay(Fault fault) {
        this.fault = fault;
    }

    @Override
    public String name() {
        return "told";
    }

    @Override
    public Codec codec() {
        return EchoMessage.CODEC;
    }

    @Override
    public Overlay create(NodeContext context, NeighborListener neighbors) {
        return new Node(context, neighbors);
    }

    /** What the contract calls when a node has crashed. */
    void crashed(NodeRef node) {
        if (fault != Fault.DEAD_STAY) {
            members.remove(node);
            tellAll();
        }
    }

    private boolean is(Fault other) {
        return fault == other;
    }

    private void tellAll() {
        members.values().forEach(node -> node.know(new LinkedHashSet<>(members.keySet())));
    }

    /** One node's part. */
    private final class Node implements Overlay {

        private final NodeContext context;
        private final NeighborListener listener;
        private Set<NodeRef> known = new LinkedHashSet<>();
        private boolean member;

        Node(NodeContext context, NeighborListener listener) {
            this.context = context;
            this.listener = listener;
            context.rpc().<EchoMessage.Answer, EchoMessage.Ask>serve(EchoMessage.Ask.class, this::greeted);
        }

        private void greeted(
                NodeRef from, EchoMessage.Ask greeting, Rpc.Responder<? super EchoMessage.Answer> responder) {
            if (!member && !is(Fault.GREETS_BACK_AS_NO_MEMBER)) {
                responder.refuse(RpcFailure.NOT_A_MEMBER);
                return;
            }
            if (is(Fault.BELIEVES_WHAT_IT_HEARS) && !members.containsKey(from)) {
                known.add(from);
            }
            responder.reply(new EchoMessage.Answer(greeting.payload()));
        }

        void know(Set<NodeRef> now) {
            Set<NodeRef> before = known;
            known = now;
            for (NodeRef node : before) {
                if (!now.contains(node) && !node.equals(context.self()) && !is(Fault.NOBODY_IS_TOLD_OF_THE_GONE)) {
                    listener.update(node, false);
                }
            }
            for (NodeRef node : now) {
                if (!before.contains(node) && !node.equals(context.self()) && !is(Fault.NOBODY_IS_TOLD)) {
                    listener.update(node, true);
                }
            }
        }

        @Override
        public void join(List<NodeRef> seeds, Runnable joined, Consumer<? super JoinFailure> failed) {
            context.loop().execute(() -> {
                boolean taken = members.keySet().stream()
                        .anyMatch(other -> other.id().equals(context.self().id()));
                if (taken && !is(Fault.TWINS_ADMITTED)) {
                    failed.accept(JoinFailure.DUPLICATE_ID);
                    return;
                }
                members.put(context.self(), this);
                member = true;
                tellAll();
                joined.run();
                if (is(Fault.JOINED_TWICE)) {
                    joined.run();
                }
                greet();
            });
        }

        private void greet() {
            if (!member) {
                return;
            }
            if (is(Fault.THROWS)) {
                throw new IllegalStateException("planted");
            }
            List<NodeRef> others = others();
            if (!others.isEmpty()) {
                NodeRef other = others.get(context.random().nextInt(others.size()));
                String words = is(Fault.READS_THE_CLOCK_OF_THE_MACHINE) ? "at " + System.nanoTime() : "hello";
                context.rpc().ask(other, new EchoMessage.Ask(Bytes.utf8(words)), answer -> {}, why -> {});
            }
            context.loop().schedule(PERIOD, this::greet);
        }

        @Override
        public void leave(Runnable left) {
            member = is(Fault.NEVER_LEFT);
            members.remove(context.self());
            tellAll();
            context.loop().execute(left);
        }

        @Override
        public boolean isMember() {
            return member;
        }

        @Override
        public RoutingStep nextStep(Key key) {
            if (!member) {
                return is(Fault.ANSWERS_AS_NO_MEMBER)
                        ? new RoutingStep.Here(List.of(context.self()), Optional.empty())
                        : new RoutingStep.Onward(List.of());
            }
            Census ring = Census.of(known);
            int root = ring.successor(key);
            int here = ring.successor(context.self().id());
            if (root == here || ring.around(root - 1).equals(context.self())) {
                Key start =
                        ring.around(root - (is(Fault.RANGES_TOO_WIDE) ? 3 : 1)).id();
                KeyRange range = new KeyRange(start, ring.get(root).id());
                return new RoutingStep.Here(holders(ring, key, known.size()), Optional.of(range));
            }
            boolean goesBack = is(Fault.WALKS_IN_CIRCLES) && here % 3 == 2;
            return new RoutingStep.Onward(List.of(ring.around(here + (goesBack ? -1 : 1))));
        }

        private List<NodeRef> holders(Census ring, Key key, int count) {
            int first = ring.successor(key);
            if (is(Fault.ROOT_DEPENDS_ON_WHO_IS_ASKED) && context.self().equals(ring.get(0))) {
                first++;
            }
            Set<Object> addresses = new LinkedHashSet<>();
            List<NodeRef> holders = new ArrayList<>();
            for (int i = 0; i < ring.size() && holders.size() < count; i++) {
                NodeRef node = ring.around(first + i);
                if (addresses.add(node.address()) || is(Fault.SAME_ADDRESS_TWICE)) {
                    holders.add(node);
                }
            }
            return holders;
        }

        @Override
        public List<NodeRef> replicaSet(Key key, int count) {
            List<NodeRef> holders = new ArrayList<>(member ? holders(Census.of(known), key, count) : List.of());
            if (is(Fault.ORDER_DEPENDS_ON_COUNT) && count % 2 == 1) {
                Collections.reverse(holders);
            }
            return holders;
        }

        private List<NodeRef> others() {
            Census ring = Census.of(known);
            return ring.after(ring.successor(context.self().id()), known.size());
        }

        @Override
        public List<NodeRef> neighborSet(int count) {
            List<NodeRef> all = new ArrayList<>(others());
            if (is(Fault.COUNTS_ITSELF_AS_NEIGHBOR)) {
                all.add(0, context.self());
            }
            return all.subList(0, Math.min(count, all.size()));
        }

        @Override
        public Optional<KeyRange> coverage(int count) {
            if (!member) {
                return Optional.empty();
            }
            Census ring = Census.of(known);
            int here = ring.successor(context.self().id());
            Set<Object> addresses = new LinkedHashSet<>();
            for (int i = 1; i < ring.size() && !is(Fault.COVERS_EVERYTHING); i++) {
                NodeRef before = ring.around(here - i);
                addresses.add(before.address());
                if (before.address().equals(context.self().address()) || addresses.size() == count) {
                    return Optional.of(new KeyRange(before.id(), context.self().id()));
                }
            }
            return Optional.of(new KeyRange(context.self().id(), context.self().id()));
        }

        @Override
        public void suspect(NodeRef node) {
            if (is(Fault.SUSPECTS_REMOVED)) {
                known.remove(node);
            }
        }
    }
}
