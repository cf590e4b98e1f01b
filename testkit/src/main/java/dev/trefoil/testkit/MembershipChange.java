package dev.trefoil.testkit;

/**
 * One step in the life of a network: what {@link TrefoilArbitraries#histories} are made of.
 *
 * @param kind what happens
 * @param choice to whom: an index into whatever members there are, modulo their number
 */
public record MembershipChange(Kind kind, int choice) {

    /** What can happen to a network. */
    public enum Kind {
        /** A new node joins through the chosen member, and is waited for. */
        JOIN,
        /** Two new nodes join at once through the chosen member. */
        JOIN_TWICE,
        /** The chosen member crashes. */
        CRASH,
        /** The chosen member leaves. */
        LEAVE,
        /** Some time passes. */
        REST
    }
}
