package dev.trefoil.chord;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A small ring and all that may happen to it, for {@link ModelChecker} to try in every order.
 *
 * @param r the length of the successor lists
 * @param members at which points of the circle the first members stand, an ideal ring
 * @param joiners at which points the nodes stand that may join, each through any member, at any time
 * @param crashes how many may crash, at any time at which the proof lets them
 * @param leaves how many may leave, likewise
 * @param rounds how many times the clock may make each node stabilise; without end if {@link #ENDLESS}
 * @param open how many of its questions a node may still be waiting for when its clock makes it stabilise again
 * @param rules the maintenance
 */
record Scope(
        int r,
        List<Integer> members,
        List<Integer> joiners,
        int crashes,
        int leaves,
        int rounds,
        int open,
        BiFunction<ChordState, Peers, RingRules> rules) {

    /** No end to stabilisation. */
    static final int ENDLESS = -1;

    /** Members at these points and nothing that happens to them. */
    static Scope ring(int r, Integer... members) {
        return new Scope(r, Arrays.asList(members), List.of(), 0, 0, ENDLESS, 0, CorrectedRules::new);
    }

    Scope joiners(Integer... points) {
        return new Scope(r, members, Arrays.asList(points), crashes, leaves, rounds, open, rules);
    }

    Scope crashes(int count) {
        return new Scope(r, members, joiners, count, leaves, rounds, open, rules);
    }

    Scope leaves(int count) {
        return new Scope(r, members, joiners, crashes, count, rounds, open, rules);
    }

    Scope rounds(int count) {
        return new Scope(r, members, joiners, crashes, leaves, count, open, rules);
    }

    Scope open(int count) {
        return new Scope(r, members, joiners, crashes, leaves, rounds, count, rules);
    }

    Scope rules(BiFunction<ChordState, Peers, RingRules> other) {
        return new Scope(r, members, joiners, crashes, leaves, rounds, open, other);
    }

    /** How many nodes there are in all. */
    int nodes() {
        return members.size() + joiners.size();
    }

    @Override
    public String toString() {
        return "r = " + r + ", " + members.size() + " members"
                + (joiners.isEmpty() ? "" : " + " + joiners.size() + " joining")
                + (crashes == 0 ? "" : " - " + crashes + " crashing")
                + (leaves == 0 ? "" : " - " + leaves + " leaving")
                + (open == 0 ? "" : ", impatient")
                + (rounds == ENDLESS ? ", any number of rounds" : ", " + rounds + " more rounds each");
    }
}
