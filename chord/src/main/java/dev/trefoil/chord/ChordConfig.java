package dev.trefoil.chord;

import java.time.Duration;

/**
 * The numbers of a Chord node; each has its story.
 *
 * @param stabilise how often the successor is asked whether it still is the successor, varied by a quarter either way.
 *     Longer leaves lookups wrong for longer after a crash; shorter costs every node messages for ever. One round costs
 *     two messages
 * @param successors r, how many successors a node keeps: the ring holds together unless r neighbours die within one
 *     round. 2 log2 N of them survive the death of every second node (Stoica et al. 2003, theorem IV.5). Count
 *     addresses, not nodes, when processes host several virtual nodes: a replica set is chosen from this list. A list of
 *     one has no spare: it is for measurements on a network in which nobody fails, as in the papers' figures
 * @param fixFinger how often one finger is looked up again, varied likewise. Fingers only shorten lookups; each costs
 *     one of them
 * @param alternates s, how many nodes each finger is chosen from: the finger and the s - 1 nodes after it, of which the
 *     one that answers first is taken. More make each hop shorter in time, and cost s messages whenever a finger is
 *     looked up again; 1 is Chord as published first. As many as the node that answers can name, which knows its
 *     {@code successors} (Stoica et al. 2003, section VI-F)
 * @param retry how long to wait before asking a busy peer again; doubles up to the stabilisation period, and is drawn
 *     at random, so that two nodes that are busy with each other do not meet again
 * @param pause after how long a silence of its own a node no longer trusts its place: others may have given it up
 *     meanwhile. A few stabilisation periods; longer than the longest pause of the garbage collector
 * @param reunion how often a node that is remembered but no longer a neighbour is asked for our place, to find out that
 *     the network was cut in two and is whole again. Costs one lookup
 * @param joinAttempts how many times all seeds are tried before a join fails
 * @param joinRetry how long to wait between these rounds; doubles, up to 16-fold, and is drawn at random
 * @param remembered how many former neighbours to remember for a day on which all present ones are gone
 * @param candidates how many alternatives for the next hop a lookup is offered, besides the successors
 * @param notifications how many nodes may wait to be considered as predecessor; more are told to come back later
 */
public record ChordConfig(
        Duration stabilise,
        int successors,
        Duration fixFinger,
        int alternates,
        Duration retry,
        Duration pause,
        Duration reunion,
        int joinAttempts,
        Duration joinRetry,
        int remembered,
        int candidates,
        int notifications) {

    /** The longest successor list: what one message of a peer may carry is bounded by it. */
    public static final int SUCCESSORS_MAX = 64;

    /** Refuses durations that are not positive, counts below one, and more than 64 successors. */
    public ChordConfig {
        positive(stabilise, "stabilise");
        positive(fixFinger, "fixFinger");
        positive(retry, "retry");
        positive(reunion, "reunion");
        positive(joinRetry, "joinRetry");
        if (successors < 1 || successors > SUCCESSORS_MAX) {
            throw new IllegalArgumentException(
                    "a node keeps 1 to " + SUCCESSORS_MAX + " successors, not " + successors);
        }
        if (alternates < 1 || alternates > SUCCESSORS_MAX) {
            throw new IllegalArgumentException(
                    "a finger is chosen from 1 to " + SUCCESSORS_MAX + " nodes, not " + alternates);
        }
        if (pause.compareTo(stabilise.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("a pause is at least two periods of stabilisation, not " + pause);
        }
        if (joinAttempts < 1 || remembered < 1 || candidates < 1 || notifications < 1) {
            throw new IllegalArgumentException("joinAttempts, remembered, candidates and notifications are at least 1: "
                    + joinAttempts + ", " + remembered + ", " + candidates + ", " + notifications);
        }
    }

    /** For real networks of up to some thousands of nodes: a crash is repaired within about a second. */
    public static ChordConfig defaults() {
        return of(Duration.ofSeconds(1), 8, Duration.ofMillis(500), Duration.ofMillis(50));
    }

    /** For large simulated networks: the same protocol with long periods, so that virtual hours cost little. */
    public static ChordConfig forSimulation() {
        return of(Duration.ofSeconds(20), 8, Duration.ofSeconds(30), Duration.ofMillis(500));
    }

    /** This configuration with another {@code successors}. */
    public ChordConfig withSuccessors(int count) {
        return new ChordConfig(
                stabilise,
                count,
                fixFinger,
                alternates,
                retry,
                pause,
                reunion,
                joinAttempts,
                joinRetry,
                remembered,
                candidates,
                notifications);
    }

    /** This configuration with another {@code alternates}. */
    public ChordConfig withAlternates(int count) {
        return new ChordConfig(
                stabilise,
                successors,
                fixFinger,
                count,
                retry,
                pause,
                reunion,
                joinAttempts,
                joinRetry,
                remembered,
                candidates,
                notifications);
    }

    /** This configuration with other periods for {@code stabilise} and {@code fixFinger}; others follow in proportion. */
    public ChordConfig withPeriods(Duration stabilisation, Duration finger) {
        return new ChordConfig(
                stabilisation,
                successors,
                finger,
                alternates,
                retry,
                stabilisation.multipliedBy(3),
                stabilisation.multipliedBy(10),
                joinAttempts,
                stabilisation.dividedBy(4),
                remembered,
                candidates,
                notifications);
    }

    private static ChordConfig of(Duration stabilise, int successors, Duration fixFinger, Duration retry) {
        return new ChordConfig(
                stabilise,
                successors,
                fixFinger,
                1,
                retry,
                stabilise.multipliedBy(3),
                stabilise.multipliedBy(10),
                6,
                stabilise.dividedBy(4),
                32,
                8,
                64);
    }

    private static void positive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is positive, not " + duration);
        }
    }
}
