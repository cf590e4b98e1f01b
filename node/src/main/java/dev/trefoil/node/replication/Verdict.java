package dev.trefoil.node.replication;

/** How a replica answers. */
enum Verdict {
    /** Done, by a replica that has all of the range: it counts. */
    DONE(1),
    /** Stored, by a replica that is still receiving the range: good to have, but it does not count. */
    DONE_UNLOADED(2),
    /** Not one of the replicas, as far as it knows. Nothing was stored. */
    NOT_RESPONSIBLE(3),
    /** One of the replicas, but still receiving the range: what it has not got may exist all the same. */
    NOT_LOADED(4),
    /** It holds something newer, or has promised to wait for it. Nothing was stored. */
    STALE(5),
    /** The promise the request builds on is no longer kept. Nothing was stored. */
    PROMISE_BROKEN(6),
    /** A table is full; later. */
    BUSY(7),
    /** No room in the store. */
    FULL(8),
    /** A name, value, element or set is over a limit. */
    TOO_LARGE(9),
    /** The store failed. */
    BROKEN(10),
    /** Stamped too far in the future of the replica's clock. */
    CLOCK(11),
    /** The slot's key is not the hash of its name, or the entry is of another kind than the slot. */
    MISPLACED(12);

    private final int number;

    Verdict(int number) {
        this.number = number;
    }

    /** Its number in {@code replication.proto}. */
    int number() {
        return number;
    }

    /** The verdict of that number; refuses a number that is not known here. */
    static Verdict of(int number) {
        for (Verdict verdict : values()) {
            if (verdict.number == number) {
                return verdict;
            }
        }
        throw new IllegalArgumentException("verdict " + number + " is not known here");
    }

    /** Whether the replica now holds what it was asked to. */
    boolean isStored() {
        return this == DONE || this == DONE_UNLOADED;
    }

    /** Whether another node may well do what this one would not. */
    boolean asksForOthers() {
        return this == DONE_UNLOADED || this == NOT_RESPONSIBLE || this == NOT_LOADED;
    }
}
