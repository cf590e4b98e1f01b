package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Random joins, leaves and crashes, as hard as the proof allows: a failure never leaves a member without a living
 * successor, and never takes a principal when there are only r + 1.
 */
final class Churn {

    private final TestRing ring;
    private final int r;
    private final int most;
    private final int gapMillis;
    private final Function<Invariant, Optional<String>> rule;
    private final List<TestNode> watched = new ArrayList<>();
    private int next;
    private int states;
    private int changes;
    private Optional<String> broken = Optional.empty();

    /** Starts from an ideal ring of r + 1 members; grows to about {@code most}, something new within each gap. */
    Churn(TestRing ring, int most, int gapMillis, Function<Invariant, Optional<String>> rule) {
        this.ring = ring;
        this.r = ring.config.successors();
        this.most = most;
        this.gapMillis = gapMillis;
        this.rule = rule;
        ring.install(r + 1);
        next = r + 1;
        watched.addAll(ring.nodes.values());
        ring.time.afterEach(this::check);
    }

    /** How many different states of the ring have been checked. */
    int states() {
        return states;
    }

    /** How many nodes are up, those included that have not joined yet. */
    int nodes() {
        return (int) watched.stream().filter(node -> !node.crashed).count();
    }

    /** How many events there have been: joins, failures and operations of maintenance. */
    long events() {
        return changes + ring.operations;
    }

    /** How many nodes have begun to join, have crashed or have left. */
    int changes() {
        return changes;
    }

    /** The first broken property, with the time at which it broke. */
    Optional<String> broken() {
        return broken;
    }

    /** Tries {@code times} to change the membership, or less often if the invariant breaks. */
    void run(int times) {
        for (int i = 0; i < times && broken.isEmpty(); i++) {
            happen();
            ring.time.runFor(Duration.ofMillis(ring.random.nextInt(gapMillis)));
        }
    }

    /** Goes on until there have been {@code events} events, or the invariant breaks. */
    void runForEvents(long events) {
        while (events() < events && broken.isEmpty()) {
            run(1);
        }
    }

    private void happen() {
        List<TestNode> members = ring.members();
        int dice = ring.random.nextInt(100);
        boolean grow = nodes() < most && dice < (nodes() < most * 7 / 8 ? 80 : 50);
        TestNode any = members.get(ring.random.nextInt(members.size()));
        if (grow) {
            if (any.overlay.isMember()) {
                changes++;
                watched.add(ring.join(next++, any.self));
            }
        } else if (any.state().isOnRing() && Invariant.of(ring).mayFail(any.self)) {
            changes++;
            if (ring.random.nextBoolean()) {
                any.crash();
            } else {
                any.leave();
            }
        }
    }

    /** Checks the ring if the last event changed anything that the invariant speaks of. */
    private void check() {
        if (broken.isPresent()) {
            return;
        }
        boolean changed = false;
        boolean anyGone = false;
        for (TestNode node : watched) {
            List<NodeRef> now = node.isMember() ? node.successors() : List.of();
            changed |= node.shown != now && !now.equals(node.shown);
            node.shown = now;
            anyGone |= node.crashed;
            if (node.joined && !node.crashed && !node.leaving && !node.isMember()) {
                broken = Optional.of(node.self + " lost its place at " + ring.time.now());
            }
        }
        if (anyGone) {
            watched.removeIf(node -> node.crashed);
        }
        if (changed) {
            states++;
            broken = broken.or(() -> rule.apply(Invariant.of(ring)).map(what -> what + " at " + ring.time.now()));
        }
    }
}
