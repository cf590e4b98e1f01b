package dev.trefoil.node.replication;

/**
 * Counts the answers to one question that went to several nodes, until enough of them have said yes, or cannot any more.
 */
final class Quorum {

    /** Where the count stands. */
    enum State {
        /** Too few answers to tell. */
        PENDING,
        /** Enough have said yes; this stays. */
        REACHED,
        /** Even if all that are still expected said yes, it would not be enough. More may be asked. */
        IMPOSSIBLE
    }

    private final int needed;
    private int expected;
    private int approved;

    /** @param needed how many have to say yes; at least one */
    Quorum(int needed) {
        if (needed < 1) {
            throw new IllegalArgumentException("a quorum is at least one, not " + needed);
        }
        this.needed = needed;
    }

    /** One more node has been asked. */
    void onAsk() {
        expected++;
    }

    /** A node that was asked said yes. */
    void onReply() {
        expected--;
        approved++;
    }

    /** A node that was asked said no, or nothing. */
    void onFailure() {
        expected--;
    }

    /** Where the count stands. */
    State state() {
        if (approved >= needed) {
            return State.REACHED;
        }
        return approved + expected < needed ? State.IMPOSSIBLE : State.PENDING;
    }

    int approved() {
        return approved;
    }

    int needed() {
        return needed;
    }

    /** How many have been asked and have not answered. */
    int expected() {
        return expected;
    }
}
