package dev.trefoil.node.routing;

import java.time.Duration;

/**
 * How far a lookup or a message may go, and how long its sender keeps trying.
 *
 * @param hopsMax the most nodes that may answer one lookup or forward one message. The overlays need about the logarithm of
 *     the network's size; with broken tables Chord walks from successor to successor, which needs more
 * @param questionsMax the most nodes one lookup may ask, those included that do not answer
 * @param candidatesMax how many candidates of one answer are considered. Each costs a timeout if it is dead
 * @param attempts how often a lookup, or a message stuck at a node, begins anew from that node's own tables
 * @param pause how long to wait before the second attempt, twice as long before the third, and so on: time for the tables
 *     to heal
 * @param lookupTime when a lookup is given up
 * @param routeTime when the origin of a message gives up waiting for the answer
 * @param underWayMax how many messages a node may have under way, as their origin or as a hop; more are refused
 * @param seenMax how many messages that have passed are remembered, so as not to deliver one twice
 */
public record RoutingConfig(
        int hopsMax,
        int questionsMax,
        int candidatesMax,
        int attempts,
        Duration pause,
        Duration lookupTime,
        Duration routeTime,
        int underWayMax,
        int seenMax) {

    /** The longest name of an application, in characters. */
    public static final int APPLICATION_NAME_MAX = RoutingMessage.APPLICATION_MAX;

    /** Refuses limits under one, times that have passed, and more hops than a message can record. */
    public RoutingConfig {
        if (hopsMax < 1 || questionsMax < 1 || candidatesMax < 1 || attempts < 1 || underWayMax < 1 || seenMax < 1) {
            throw new IllegalArgumentException("limits are at least one");
        }
        if (hopsMax > RoutingMessage.PATH_MAX) {
            throw new IllegalArgumentException("a message records at most " + RoutingMessage.PATH_MAX + " hops");
        }
        if (!isPositive(pause) || !isPositive(lookupTime) || !isPositive(routeTime)) {
            throw new IllegalArgumentException("times are longer than zero");
        }
    }

    /** Up to 128 hops, three attempts, ten seconds. */
    public static RoutingConfig defaults() {
        return new RoutingConfig(
                128, 256, 16, 3, Duration.ofMillis(250), Duration.ofSeconds(30), Duration.ofSeconds(10), 1_024, 4_096);
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
