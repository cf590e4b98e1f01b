package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import dev.trefoil.chord.Behaviour.State;
import dev.trefoil.chord.Invariant.Member;
import dev.trefoil.chord.Moments.Event;
import dev.trefoil.chord.Moments.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tries everything that can happen within a {@link Scope}, in every order, on the real overlay: the invariant holds in
 * every state that can be reached, and from every state the ring becomes ideal.
 *
 * <p>Breadth first, so that what breaks the invariant is found by the shortest way. States are told apart by a hash of 64
 * bits: of ten million states a pair looks alike with a chance of three in a million.
 */
final class ModelChecker {

    /** What was found. */
    record Report(
            Scope scope, long states, long steps, int depth, boolean complete, int rounds, Optional<String> broken) {

        @Override
        public String toString() {
            return scope + ": " + states + " states, " + steps + " steps, depth " + depth
                    + (complete ? ", all there are" : ", bounded") + ", ideal after at most " + rounds + " rounds"
                    + broken.map(what -> ", BROKEN: " + what).orElse(", 0 violations");
        }
    }

    /** What follows from the lists of all members. */
    private record Verdict(Optional<String> violation, long mayFail) {}

    private final Scope scope;
    private final Moments moments;
    private final Convergence convergence;
    private final Function<Invariant, Optional<String>> rule;
    private final int limit;
    private final int stride;
    private final HashSet64 seen = new HashSet64();
    private final Map<List<Object>, Verdict> verdicts = new HashMap<>();
    private int[] parents = new int[1 << 12];
    private long[] causes = new long[1 << 12];
    private int states;
    private long steps;
    private int rounds;
    private Optional<String> broken = Optional.empty();

    /**
     * Prepares to check.
     *
     * @param rule what must hold of every state
     * @param limit after how many states to stop, if they are not all found before
     * @param stride from how many states one is let run on until the ring is ideal, besides all those that are at rest
     */
    ModelChecker(Scope scope, Function<Invariant, Optional<String>> rule, int limit, int stride) {
        this.scope = scope;
        this.rule = rule;
        this.limit = limit;
        this.stride = stride;
        this.moments = new Moments(scope);
        this.convergence = new Convergence(moments);
    }

    Report run() {
        List<int[]> level = new ArrayList<>();
        visit(moments.first(), -1, null, level);
        int depth = 0;
        int base = 0;
        while (!level.isEmpty() && states < limit && broken.isEmpty()) {
            List<int[]> next = new ArrayList<>();
            int following = states;
            for (int i = 0; i < level.size() && states < limit && broken.isEmpty(); i++) {
                expand(level.get(i), base + i, next);
                level.set(i, null);
            }
            base = following;
            level = next;
            depth++;
        }
        boolean complete = level.isEmpty() && broken.isEmpty();
        return new Report(scope, states, steps, depth, complete, rounds, broken);
    }

    private void expand(int[] row, int number, List<int[]> next) {
        for (Event event : moments.events(row)) {
            visit(moments.after(row, event), number, event, next);
        }
        boolean mayCrash = moments.crashesLeft(row) > 0;
        boolean mayLeave = moments.leavesLeft(row) > 0;
        for (int node = 0; node < scope.nodes() && (mayCrash || mayLeave); node++) {
            if (moments.isUp(row, node) && moments.state(row, node).isMember && mayFail(row, node)) {
                if (mayCrash) {
                    Event crash = new Event(Kind.CRASHES, node, 0);
                    visit(moments.after(row, crash), number, crash, next);
                }
                if (mayLeave) {
                    Event leave = new Event(Kind.LEAVES, node, 0);
                    visit(moments.after(row, leave), number, leave, next);
                }
            }
        }
    }

    private void visit(int[] row, int parent, Event cause, List<int[]> level) {
        steps++;
        if (broken.isPresent() || !seen.add(hash(row))) {
            return;
        }
        if (states == parents.length) {
            parents = Arrays.copyOf(parents, 2 * states);
            causes = Arrays.copyOf(causes, 2 * states);
        }
        parents[states] = parent;
        causes[states] = cause == null ? 0 : cause.pack();
        states++;
        level.add(row);
        broken = lost(row).or(() -> verdict(row).violation());
        if (broken.isEmpty() && (states % stride == 0 || convergence.isAtRest(row))) {
            int needed = convergence.rounds(row);
            rounds = Math.max(rounds, needed);
            if (needed > convergence.bound()) {
                broken = Optional.of("not ideal after " + convergence.bound() + " rounds");
            }
        }
        broken = broken.map(what -> what + trace(states - 1));
    }

    private Optional<String> lost(int[] row) {
        for (int node = 0; node < scope.nodes(); node++) {
            if (moments.isUp(row, node) && moments.state(row, node).isLost) {
                return Optional.of(moments.nodes.get(node) + " lost its place");
            }
        }
        return Optional.empty();
    }

    private boolean mayFail(int[] row, int node) {
        return (verdict(row).mayFail() >> node & 1) != 0;
    }

    private Verdict verdict(int[] row) {
        List<Object> key = new ArrayList<>(2 * scope.nodes());
        List<Member> members = new ArrayList<>();
        for (int node = 0; node < scope.nodes(); node++) {
            if (moments.isUp(row, node)) {
                State state = moments.seen(row, node);
                if (state.isMember) {
                    key.add(node);
                    key.add(state.successors);
                }
            }
        }
        Verdict known = verdicts.get(key);
        if (known != null) {
            return known;
        }
        for (int node = 0; node < scope.nodes(); node++) {
            if (moments.isUp(row, node) && moments.seen(row, node).isMember) {
                members.add(new Member(moments.nodes.get(node), moments.seen(row, node).successors));
            }
        }
        Verdict fresh = judge(members);
        verdicts.put(key, fresh);
        return fresh;
    }

    private Verdict judge(List<Member> members) {
        Invariant invariant = Invariant.of(members, scope.r());
        long mayFail = 0;
        for (Member member : members) {
            if (invariant.mayFail(member.self())) {
                mayFail |= 1L << moments.nodes.indexOf(member.self());
            }
        }
        return new Verdict(rule.apply(invariant), mayFail);
    }

    /** How state number {@code state} came about. */
    private String trace(int state) {
        List<String> lines = new ArrayList<>();
        for (int at = state; parents[at] >= 0; at = parents[at]) {
            lines.add(0, "\n  " + moments.describe(Event.unpack(causes[at])));
        }
        return String.join("", lines);
    }

    private static long hash(int[] row) {
        long hash = 0x9E3779B97F4A7C15L;
        for (int number : row) {
            hash = (hash ^ number) * 0xBF58476D1CE4E5B9L;
            hash ^= hash >>> 29;
        }
        hash *= 0x94D049BB133111EBL;
        return hash ^ hash >>> 32;
    }

    /** Where the nodes of a ring stand, clockwise. */
    static Comparator<NodeRef> clockwise() {
        return Comparator.comparing(NodeRef::id);
    }
}
