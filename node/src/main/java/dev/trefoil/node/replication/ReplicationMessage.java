package dev.trefoil.node.replication;

import dev.trefoil.Entry;
import dev.trefoil.KeyRange;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.Request;
import java.util.List;
import java.util.Optional;

/** All that replicas say to each other, and to those who read and write. */
sealed interface ReplicationMessage extends Message {

    /**
     * Store this.
     *
     * @param repair whether the entry was read from a replica, and so has passed the bound on clocks before
     * @param promise store only if this promise is kept; empty for a plain write
     */
    record Write(Slot slot, Entry entry, boolean repair, Optional<Version> promise)
            implements ReplicationMessage, Request<Written> {

        static Write plain(Slot slot, Entry entry) {
            return new Write(slot, entry, false, Optional.empty());
        }

        static Write repair(Slot slot, Entry entry) {
            return new Write(slot, entry, true, Optional.empty());
        }

        static Write under(Version promise, Slot slot, Entry entry) {
            return new Write(slot, entry, false, Optional.of(promise));
        }
    }

    /**
     * What became of a write.
     *
     * @param version if the verdict is {@link Verdict#STALE}: what has to be exceeded
     */
    record Written(Verdict verdict, Version version) implements ReplicationMessage {}

    /** What do you hold here? */
    record Read(Slot slot) implements ReplicationMessage, Request<Found> {}

    /**
     * What a replica holds.
     *
     * @param entry means something only if the verdict is {@link Verdict#DONE}
     */
    record Found(Verdict verdict, Optional<Entry> entry) implements ReplicationMessage {}

    /** Promise to accept nothing below {@code ballot} (phase 1 of Paxos), and tell what you hold. */
    record Prepare(Slot slot, Version ballot) implements ReplicationMessage, Request<Prepared> {}

    /**
     * A promise, or why there is none.
     *
     * @param version if the verdict is {@link Verdict#STALE}: what has to be exceeded
     * @param entry if it is {@link Verdict#DONE}: what is held, if anything
     */
    record Prepared(Verdict verdict, Version version, Optional<Entry> entry) implements ReplicationMessage {}

    /** Have you all of this range? */
    record AskLoaded(KeyRange range) implements ReplicationMessage, Request<LoadedAnswer> {}

    /** Whether it has. */
    record LoadedAnswer(boolean loaded) implements ReplicationMessage {}

    /** One page of the summaries of a range, clockwise, after {@code cursor} if there is one. */
    record ListRange(KeyRange range, Optional<Slot> cursor) implements ReplicationMessage, Request<Listing> {}

    /** A page, and whether there are more. */
    record Listing(List<Summary> summaries, boolean more) implements ReplicationMessage {

        public Listing {
            summaries = List.copyOf(summaries);
        }
    }

    /** Give me these. */
    record Fetch(List<Slot> slots) implements ReplicationMessage, Request<Fetched> {

        public Fetch {
            slots = List.copyOf(slots);
        }
    }

    /**
     * Some of what was asked for.
     *
     * @param answered how many of the slots, from the first, this speaks for; the rest did not fit
     */
    record Fetched(List<Holding> holdings, int answered) implements ReplicationMessage {

        public Fetched {
            holdings = List.copyOf(holdings);
        }
    }

    /**
     * Have you these, or newer?
     *
     * @param ahead as in {@link Push}
     */
    record Offer(List<Summary> summaries, boolean ahead) implements ReplicationMessage, Request<Confirmed> {

        public Offer {
            summaries = List.copyOf(summaries);
        }
    }

    /**
     * Take these.
     *
     * @param ahead the sender is about to leave: take them if you will be a replica then
     */
    record Push(List<Holding> holdings, boolean ahead) implements ReplicationMessage, Request<Confirmed> {

        public Push {
            holdings = List.copyOf(holdings);
        }
    }

    /** One verdict for each slot, in order; {@link Verdict#STALE} for something offered that is lacking. */
    record Confirmed(List<Verdict> verdicts) implements ReplicationMessage {

        public Confirmed {
            verdicts = List.copyOf(verdicts);
        }
    }

    /** Stop answering for this range: I take your place among its replicas. */
    record TakeOver(KeyRange range) implements ReplicationMessage, Request<TakenOver> {}

    /** Whether it has stopped. */
    record TakenOver(boolean granted) implements ReplicationMessage {}

    /** Is what you hold in this range the same as what I do? */
    record Compare(KeyRange range, long digest) implements ReplicationMessage, Request<Compared> {}

    /** Whether it is; says nothing if the range is not loaded. */
    record Compared(boolean loaded, boolean same) implements ReplicationMessage {}
}
