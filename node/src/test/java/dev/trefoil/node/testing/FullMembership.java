package dev.trefoil.node.testing;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Codec;
import dev.trefoil.spi.MessageTable;
import dev.trefoil.spi.NeighborListener;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.OverlayProvider;
import dev.trefoil.spi.RoutingStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * An overlay for tests in which every node is told who is a member: at once and alike, or, when the test says so, late
 * and differently on each node. It sends no messages. One object for a whole network; thread-safe.
 */
public final class FullMembership implements OverlayProvider {

    private final int reach;
    private final Map<NodeRef, View> views = new LinkedHashMap<>();
    private final List<NodeRef> members = new ArrayList<>();
    private Duration joinTime = Duration.ZERO;
    private boolean telling = true;
    private Duration delay = Duration.ZERO;
    private RandomGenerator random = new java.util.SplittableRandom(0);
    private long edition;

    private FullMembership(int reach) {
        this.reach = reach;
    }

    /** Lookups take one hop at most. */
    public static FullMembership ofOneHop() {
        return new FullMembership(Integer.MAX_VALUE);
    }

    /** Every node knows the next {@code reach} nodes only, so lookups walk along the ring. */
    public static FullMembership walking(int reach) {
        return new FullMembership(reach);
    }

    /** From now on a join takes that long. */
    public synchronized void setJoinTime(Duration time) {
        joinTime = time;
    }

    /** From now on nobody is told of changes; {@link #tell} does it node by node. */
    public synchronized void stopTelling() {
        telling = false;
    }

    /** From now on each node hears of each change after a time of its own, up to {@code limit}: views differ meanwhile. */
    public synchronized void tellWithin(Duration limit, RandomGenerator chance) {
        delay = limit;
        random = chance;
    }

    /** Tells everybody how things are, and again of all changes. */
    public synchronized void resumeTelling() {
        telling = true;
        tellAll();
    }

    /** Lets {@code who} believe that {@code believed} are the members. */
    public synchronized void tell(NodeRef who, List<NodeRef> believed) {
        views.get(who).learn(new Membership(believed), ++edition, Duration.ZERO);
    }

    /** {@code node} is not a member any more: it has crashed, and the others have noticed. */
    public synchronized void remove(NodeRef node) {
        members.remove(node);
        tellAll();
    }

    /** The truth. */
    public synchronized Membership membership() {
        return new Membership(members);
    }

    /** Whom each node was told to suspect, and how often it was told anything; for assertions. */
    public synchronized List<NodeRef> suspectsOf(NodeRef node) {
        return List.copyOf(views.get(node).suspects);
    }

    /** From whom a node has heard, in order. */
    public synchronized List<NodeRef> heardBy(NodeRef node) {
        return List.copyOf(views.get(node).heard);
    }

    @Override
    public String name() {
        return "full-membership";
    }

    @Override
    public Codec codec() {
        return MessageTable.of(name()).build();
    }

    @Override
    public synchronized Overlay create(NodeContext context, NeighborListener neighbors) {
        View view = new View(context, neighbors);
        views.put(context.self(), view);
        return view;
    }

    /** Takes a node in, and tells it who is there, unless its id is taken. */
    private synchronized Optional<Membership> admit(View view) {
        NodeRef self = view.context.self();
        boolean taken = members.stream()
                .anyMatch(other ->
                        other.id().equals(self.id()) && !other.address().equals(self.address()));
        if (taken) {
            return Optional.empty();
        }
        members.remove(self);
        members.add(self);
        view.member = true;
        tellAll();
        return Optional.of(new Membership(members));
    }

    private synchronized void dismiss(View view) {
        view.member = false;
        members.remove(view.context.self());
        tellAll();
    }

    private void tellAll() {
        if (telling) {
            Membership now = new Membership(members);
            edition++;
            members.forEach(member -> views.get(member).learn(now, edition, lateness()));
        }
    }

    private Duration lateness() {
        return delay.isZero() ? delay : Duration.ofNanos(random.nextLong(delay.toNanos()));
    }

    /** One node's part. */
    private final class View implements Overlay {

        private final NodeContext context;
        private final NeighborListener neighbors;
        private final List<NodeRef> suspects = new ArrayList<>();
        private final List<NodeRef> heard = new ArrayList<>();
        private volatile Membership known = new Membership(List.of());
        private volatile boolean member;
        private long learnt;

        View(NodeContext context, NeighborListener neighbors) {
            this.context = context;
            this.neighbors = neighbors;
        }

        void learn(Membership news, long number, Duration after) {
            context.loop().schedule(after, () -> {
                if (number < learnt) {
                    return;
                }
                learnt = number;
                know(news);
            });
        }

        private void know(Membership news) {
            Membership before = known;
            known = news;
            news.members().stream()
                    .filter(node -> isOther(node) && !before.members().contains(node))
                    .forEach(node -> neighbors.update(node, true));
            before.members().stream()
                    .filter(node -> isOther(node) && !news.members().contains(node))
                    .forEach(node -> neighbors.update(node, false));
        }

        private boolean isOther(NodeRef node) {
            return !node.equals(context.self());
        }

        @Override
        public void join(List<NodeRef> seeds, Runnable joined, Consumer<? super JoinFailure> failed) {
            Duration time;
            synchronized (FullMembership.this) {
                time = joinTime;
            }
            context.loop().schedule(time, () -> {
                Optional<Membership> there = admit(this);
                there.ifPresent(this::know);
                if (there.isPresent()) {
                    joined.run();
                } else {
                    failed.accept(JoinFailure.DUPLICATE_ID);
                }
            });
        }

        @Override
        public void leave(Runnable left) {
            dismiss(this);
            context.loop().execute(left);
        }

        @Override
        public boolean isMember() {
            return member;
        }

        @Override
        public RoutingStep nextStep(Key key) {
            return member ? known.step(context.self(), key, reach) : new RoutingStep.Onward(List.of());
        }

        @Override
        public List<NodeRef> replicaSet(Key key, int count) {
            return known.holders(key, count);
        }

        @Override
        public List<NodeRef> neighborSet(int count) {
            return known.from(context.self().id()).stream()
                    .filter(this::isOther)
                    .limit(count)
                    .toList();
        }

        @Override
        public Optional<KeyRange> coverage(int count) {
            return member ? Optional.of(known.coverage(context.self(), count)) : Optional.empty();
        }

        @Override
        public void heardFrom(NodeRef node) {
            synchronized (FullMembership.this) {
                heard.add(node);
            }
        }

        @Override
        public void suspect(NodeRef node) {
            synchronized (FullMembership.this) {
                suspects.add(node);
            }
        }
    }
}
