package dev.trefoil.node.replication;

import dev.trefoil.Consistency;
import dev.trefoil.DhtException;
import dev.trefoil.Entry;
import dev.trefoil.NodeRef;
import dev.trefoil.OutcomeUnknownException;
import dev.trefoil.Slot;
import dev.trefoil.UnavailableException;
import dev.trefoil.Version;
import dev.trefoil.WriteOptions;
import dev.trefoil.node.replication.Replication.Outcome;
import dev.trefoil.node.replication.ReplicationMessage.Write;
import dev.trefoil.node.replication.ReplicationMessage.Written;
import dev.trefoil.spi.RpcFailure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A write without a condition: put, remove, add or discard.
 *
 * <p>It has one version however often it is tried, unless a replica holds a newer one: then it gets a higher version, so
 * that a write which began after another was acknowledged wins over it whatever the clocks say.
 */
final class WriteOperation extends Operation<Version> {

    private final Function<? super Version, ? extends Entry> entryOf;
    private final Consistency consistency;
    private final Doubt doubt = new Doubt();
    private Version version;

    WriteOperation(
            Origin origin,
            Slot slot,
            Function<? super Version, ? extends Entry> entryOf,
            WriteOptions options,
            Outcome<? super Version> outcome) {
        super(origin, slot, options.deadline(), outcome);
        this.entryOf = entryOf;
        this.consistency = options.consistency();
        this.version = origin.clock().next();
    }

    @Override
    void attempt(List<NodeRef> ranks) {
        new Attempt(entryOf.apply(version)).start(ranks);
    }

    @Override
    DhtException expired() {
        return doubt.isCertainlyNowhere()
                ? new UnavailableException("not written before the deadline: " + doubt.reason())
                : new OutcomeUnknownException(
                        "too few of the replicas have confirmed the write: " + doubt.reason(), version);
    }

    /** One round of asking the replicas to store one version. */
    private final class Attempt implements Round.Judge<Written> {

        private final Entry entry;
        private final Set<NodeRef> stored = new LinkedHashSet<>();
        private final Refusals refusals = new Refusals();
        private boolean isReached;
        private boolean isOverruled;

        Attempt(Entry entry) {
            this.entry = entry;
        }

        void start(List<NodeRef> ranks) {
            int width = origin.holders().width();
            Write request = Write.plain(slot, entry);
            new Round<>(origin.peers(), origin.loop(), ranks, consistency.of(width), request, this).start(width);
        }

        @Override
        public void asked(NodeRef node) {
            doubt.onAsk();
        }

        @Override
        public boolean counts(NodeRef from, Written answer) {
            doubt.onReply(answer.verdict());
            if (answer.verdict().isStored()) {
                stored.add(from);
            } else {
                refusals.add(answer.verdict());
            }
            if (answer.verdict() == Verdict.NOT_RESPONSIBLE) {
                forgetHolders();
            }
            if (answer.verdict() == Verdict.STALE) {
                overruled(answer.version());
            }
            return answer.verdict() == Verdict.DONE;
        }

        @Override
        public void unanswered(NodeRef from, RpcFailure why) {
            doubt.onFailure(why);
            forgetIfGone(why);
        }

        @Override
        public void reached() {
            isReached = true;
            if (!isOverruled) {
                succeed(version);
            }
        }

        /** If a replica will never do it, the others are heard before anything is tried again. */
        @Override
        public void failed() {
            if (!isOverruled && !refusals.hasFinal()) {
                retry();
            }
        }

        @Override
        public void over() {
            if (isOverruled) {
                return;
            }
            if (isReached && stored.size() < origin.holders().width()) {
                origin.lateWrites().send(slot, entry, stored);
            } else if (!isReached && refusals.hasFinal()) {
                giveUpOrRetry();
            }
        }

        private void giveUpOrRetry() {
            if (doubt.isCertainlyNowhere() && refusals.isHopeless()) {
                fail(refusals.toException());
            } else {
                retry();
            }
        }

        /** A newer version is in the way, so this one is given up for one that is newer still. */
        private void overruled(Version newer) {
            if (isReached || isOverruled || isFinished()) {
                return;
            }
            if (origin.clock().observe(newer)) {
                isOverruled = true;
                version = origin.clock().next();
                again();
            } else {
                doubt.tooFarAhead(newer);
            }
        }
    }
}
