package dev.trefoil.lab.ring;

import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.lab.measure.Histogram;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Proximity;
import dev.trefoil.transport.inmem.LinkModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A network in which nodes come, go and look keys up, all at random moments (Poisson), and what comes of the lookups.
 *
 * <p>Begins with ideal tables. Lookups that begin before the warm-up is over are not counted. Not thread-safe.
 */
public final class Turnover {

    private static final int JOINS_TRIED = 3;

    private final TurnoverPlan plan;
    private final LivingRing ring;
    private final EventLoop clock;
    private final RandomGenerator random;
    private final Hosts hosts;
    /** Who should answer: all that have joined and have neither begun to leave nor crashed. */
    private final TreeMap<Key, NodeRef> members = new TreeMap<>();

    private final List<NodeRef> drawable = new ArrayList<>();
    private final Histogram hops = new Histogram();
    private long started;
    private long ended;
    private long failed;
    private long timeouts;
    private boolean counting;

    /** A network that {@code options} make. */
    public Turnover(TurnoverPlan plan, RingOptions options, LinkModel links, RandomGenerator random) {
        this.plan = plan;
        this.random = random;
        this.ring = new LivingRing(random.nextLong(), options, links, Proximity.NONE);
        this.clock = ring.time().loop("turnover");
        this.hosts = new Hosts(random);
    }

    /** Lets all of it happen. */
    public Outcome run() {
        Census first = hosts.census(plan.nodes(), 1);
        first.forEach(node -> {
            ring.enter(node, first);
            arrived(node);
        });
        ring.onTimeout((asker, dead) -> timeouts += counting ? 1 : 0);
        repeat(plan.changesPerSecond(), this::join);
        repeat(plan.changesPerSecond(), this::depart);
        ring.time().runFor(plan.warmUp());
        counting = true;
        repeat(plan.lookupsPerSecond(), this::lookUp);
        ring.time().runFor(plan.duration());
        counting = false;
        ring.time().runFor(plan.patience());
        return new Outcome(started, started - ended + failed, timeouts, hops, members.size());
    }

    private void repeat(double perSecond, Runnable task) {
        if (perSecond > 0) {
            Duration pause = Duration.ofNanos((long) (1e9 * random.nextExponential() / perSecond));
            clock.schedule(pause, () -> {
                repeat(perSecond, task);
                task.run();
            });
        }
    }

    private void join() {
        join(hosts.node(), JOINS_TRIED);
    }

    private void join(NodeRef newcomer, int tries) {
        ring.join(newcomer, anybody(), () -> arrived(newcomer));
        if (tries > 1) {
            // Its seed may have left before it answered.
            clock.schedule(plan.patience(), () -> {
                if (!ring.lives(newcomer)) {
                    join(newcomer, tries - 1);
                }
            });
        }
    }

    private void arrived(NodeRef node) {
        members.put(node.id(), node);
        drawable.add(node);
    }

    private void depart() {
        int place = random.nextInt(drawable.size());
        NodeRef node = drawable.get(place);
        drawable.set(place, drawable.get(drawable.size() - 1));
        drawable.remove(drawable.size() - 1);
        members.remove(node.id());
        if (plan.politely()) {
            ring.leave(node);
        } else {
            ring.crash(node);
        }
    }

    private void lookUp() {
        if (!counting) {
            return;
        }
        NodeRef start = anybody();
        Key key = keyAheadOf(start);
        NodeRef root = rootOf(key);
        started++;
        if (plan.recursive()) {
            ring.node(start)
                    .recur(key, reply -> ended(start, key, root, reply.root(), reply.hops() - 1), () -> lost(start));
        } else {
            ring.node(start)
                    .iterate(
                            key,
                            found -> ended(
                                    start,
                                    key,
                                    root,
                                    found.holders().get(0),
                                    found.path().size()),
                            () -> lost(start));
        }
    }

    /** Right is who should answer when the lookup ends, and who should have when it began. */
    private void ended(NodeRef start, Key key, NodeRef rootBefore, NodeRef answer, int passedOn) {
        ended++;
        if (answer.equals(rootOf(key)) || (answer.equals(rootBefore) && ring.lives(answer))) {
            hops.add(Math.max(1, passedOn));
        } else if (members.containsKey(start.id())) {
            failed++;
        }
    }

    /** Of a node that has gone itself nobody expects an answer. */
    private void lost(NodeRef start) {
        ended++;
        failed += members.containsKey(start.id()) ? 1 : 0;
    }

    private NodeRef anybody() {
        return drawable.get(random.nextInt(drawable.size()));
    }

    private NodeRef rootOf(Key key) {
        Map.Entry<Key, NodeRef> root = members.ceilingEntry(key);
        return (root == null ? members.firstEntry() : root).getValue();
    }

    /** A key that falls on none of the predecessors that {@code start} knows and the papers' nodes do not. */
    private Key keyAheadOf(NodeRef start) {
        Key from = start.id();
        for (int i = 0; i < plan.predecessors(); i++) {
            Map.Entry<Key, NodeRef> before = members.lowerEntry(from);
            from = (before == null ? members.lastEntry() : before).getKey();
        }
        Key key = KeySpace.FULL.random(random);
        while (plan.predecessors() > 0 && key.isBetween(from, start.id())) {
            key = KeySpace.FULL.random(random);
        }
        return key;
    }

    /**
     * What came of the lookups.
     *
     * @param lookups how many there were
     * @param failed how many got no answer or a wrong one
     * @param timeouts of all of them
     * @param hops of those that did not fail
     * @param members how many nodes there were in the end
     */
    public record Outcome(long lookups, long failed, long timeouts, Histogram hops, int members) {

        /** Two networks together. */
        public Outcome plus(Outcome other) {
            Histogram both = new Histogram();
            both.addAll(hops);
            both.addAll(other.hops);
            return new Outcome(
                    lookups + other.lookups,
                    failed + other.failed,
                    timeouts + other.timeouts,
                    both,
                    members + other.members);
        }

        /** The share of the lookups that failed. */
        public double failedShare() {
            return (double) failed / lookups;
        }

        /** How many dead nodes a lookup met on average. */
        public double meanTimeouts() {
            return (double) timeouts / lookups;
        }
    }
}
