package dev.trefoil.node.replication;

import dev.trefoil.Cell;
import dev.trefoil.Consistency;
import dev.trefoil.DhtException;
import dev.trefoil.Entry;
import dev.trefoil.NodeRef;
import dev.trefoil.OutcomeUnknownException;
import dev.trefoil.Slot;
import dev.trefoil.UnavailableException;
import dev.trefoil.Version;
import dev.trefoil.Versioned;
import dev.trefoil.WriteOptions;
import dev.trefoil.WriteResult;
import dev.trefoil.node.replication.Replication.Outcome;
import dev.trefoil.node.replication.ReplicationMessage.Prepare;
import dev.trefoil.node.replication.ReplicationMessage.Prepared;
import dev.trefoil.node.replication.ReplicationMessage.Write;
import dev.trefoil.node.replication.ReplicationMessage.Written;
import dev.trefoil.spi.RpcFailure;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A write that takes place only if the current value is as expected; of several rivals at most one succeeds.
 *
 * <p>Single-decree Paxos, once for each write, with versions as ballots (in the manner of Rystsov's CASPaxos, 2018). A
 * majority promises to accept nothing below the ballot and tells what it holds; the newest of that decides whether the
 * condition holds; if it does, the write is accepted by those who keep their promise.
 *
 * <p>Deviation: plain writes go around all this; one with a higher version than the ballot breaks the promise, as a
 * rival would.
 */
final class ConditionalOperation extends Operation<WriteResult> {

    private final Predicate<? super Optional<Cell>> condition;
    private final Function<? super Version, Cell> cellOf;
    private final Consistency consistency;
    /** Ballots under which the write may have been stored by somebody, without a majority having confirmed it. */
    private final TreeSet<Version> doubtful = new TreeSet<>();

    private String reason = "no replica was found";

    /** @param condition is shown the current value, empty if there is none or it has expired */
    ConditionalOperation(
            Origin origin,
            Slot slot,
            Predicate<? super Optional<Cell>> condition,
            Function<? super Version, Cell> cellOf,
            WriteOptions options,
            Outcome<? super WriteResult> outcome) {
        super(origin, slot, options.deadline(), outcome);
        this.condition = condition;
        this.cellOf = cellOf;
        this.consistency = options.consistency();
    }

    @Override
    void attempt(List<NodeRef> ranks) {
        Ballot ballot = new Ballot(origin.clock().next(), ranks);
        Prepare request = new Prepare(slot, ballot.version);
        new Round<>(origin.peers(), origin.loop(), ranks, origin.holders().majority(), request, ballot)
                .start(origin.holders().width());
    }

    @Override
    DhtException expired() {
        return doubtful.isEmpty()
                ? new UnavailableException("not written before the deadline: " + reason)
                : new OutcomeUnknownException(
                        "too few of the replicas have confirmed the write: " + reason, doubtful.last());
    }

    /** A majority has promised: the newest of what it holds decides. */
    private void decide(Ballot ballot) {
        Optional<Entry> newest =
                ballot.promised.values().stream().flatMap(Optional::stream).reduce(Entry::merge);
        Version version = newest.map(Entry::version).orElse(Version.NONE);
        Optional<Cell> held = newest.map(entry -> ((Entry.Register) entry).cell());
        if (doubtful.contains(version)) {
            choose(
                    ballot,
                    held,
                    chosen ->
                            succeed(new WriteResult.Applied(chosen.orElseThrow().version())));
        } else if (!doubtful.isEmpty() && version.compareTo(doubtful.first()) > 0) {
            fail(expired());
        } else if (condition.test(held.filter(this::isLive))) {
            Cell cell = cellOf.apply(ballot.version);
            doubtful.add(ballot.version);
            new Acceptance(ballot, cell, () -> succeed(new WriteResult.Applied(cell.version()))).start();
        } else if (doubtful.isEmpty()) {
            choose(ballot, held, chosen -> succeed(new WriteResult.Refused(shown(chosen))));
        } else {
            fail(expired());
        }
    }

    /**
     * Makes sure that what is newest is what a majority holds, before anybody is told of it. If it is not yet, it is
     * proposed again under this ballot, and gets its version: with its old one it could lose to a rival that a minority
     * has accepted meanwhile.
     */
    private void choose(Ballot ballot, Optional<Cell> newest, Consumer<Optional<Cell>> then) {
        if (newest.isEmpty() || ballot.isUnanimous()) {
            then.accept(newest);
            return;
        }
        Cell again = new Cell(ballot.version, newest.get().value(), newest.get().expiresAtMillis());
        if (doubtful.contains(newest.get().version())) {
            doubtful.add(ballot.version);
        }
        new Acceptance(ballot, again, () -> then.accept(Optional.of(again))).start();
    }

    private Optional<Versioned> shown(Optional<Cell> chosen) {
        return chosen.filter(this::isLive)
                .map(cell -> new Versioned(cell.value().orElseThrow(), cell.version(), cell.expiry()));
    }

    private boolean isLive(Cell cell) {
        return cell.isLive(Instant.ofEpochMilli(origin.clock().millis()));
    }

    private void onRefusal(Verdict verdict, Version newer) {
        reason = "a replica answered " + verdict;
        if (verdict == Verdict.STALE) {
            origin.clock().observe(newer);
        } else if (verdict == Verdict.NOT_RESPONSIBLE) {
            forgetHolders();
        }
    }

    private void onSilence(RpcFailure why) {
        reason = "a replica did not answer: " + why;
        forgetIfGone(why);
    }

    /** Phase 1: collects the promises for one ballot. */
    private final class Ballot implements Round.Judge<Prepared> {

        private final Version version;
        private final List<NodeRef> ranks;
        private final Map<NodeRef, Optional<Entry>> promised = new LinkedHashMap<>();
        private boolean isDecided;

        Ballot(Version version, List<NodeRef> ranks) {
            this.version = version;
            this.ranks = ranks;
        }

        /** Whether all who promised hold the same. */
        boolean isUnanimous() {
            return Set.copyOf(promised.values()).size() == 1;
        }

        @Override
        public boolean counts(NodeRef from, Prepared answer) {
            boolean isPromise = answer.verdict() == Verdict.DONE
                    && answer.entry().map(Entry.Register.class::isInstance).orElse(true);
            if (!isPromise) {
                onRefusal(answer.verdict(), answer.version());
            } else if (!isDecided) {
                promised.put(from, answer.entry());
            }
            return isPromise;
        }

        @Override
        public void unanswered(NodeRef from, RpcFailure why) {
            onSilence(why);
        }

        @Override
        public void reached() {
            isDecided = true;
            if (!isFinished()) {
                decide(this);
            }
        }

        @Override
        public void failed() {
            retry();
        }
    }

    /** Phase 2: asks the replicas to accept a value under the ballot they promised. */
    private final class Acceptance implements Round.Judge<Written> {

        private final Ballot ballot;
        private final Entry entry;
        private final Runnable then;
        private final Doubt doubt = new Doubt();
        private final Refusals refusals = new Refusals();
        private final Set<NodeRef> stored = new LinkedHashSet<>();
        private boolean isReached;

        Acceptance(Ballot ballot, Cell cell, Runnable then) {
            this.ballot = ballot;
            this.entry = new Entry.Register(cell);
            this.then = then;
        }

        void start() {
            int width = origin.holders().width();
            int needed = Math.max(origin.holders().majority(), consistency.of(width));
            Write request = Write.under(ballot.version, slot, entry);
            new Round<>(origin.peers(), origin.loop(), ballot.ranks, needed, request, this).start(width);
        }

        @Override
        public void asked(NodeRef node) {
            doubt.onAsk();
        }

        @Override
        public boolean counts(NodeRef from, Written answer) {
            doubt.onReply(answer.verdict());
            if (answer.verdict() == Verdict.DONE) {
                stored.add(from);
                return true;
            }
            refusals.add(answer.verdict());
            onRefusal(answer.verdict(), answer.version());
            return false;
        }

        @Override
        public void unanswered(NodeRef from, RpcFailure why) {
            doubt.onFailure(why);
            onSilence(why);
        }

        @Override
        public void reached() {
            isReached = true;
            if (!isFinished()) {
                then.run();
            }
        }

        @Override
        public void failed() {
            clearDoubt();
            if (!refusals.hasFinal()) {
                retry();
            }
        }

        @Override
        public void over() {
            clearDoubt();
            if (!isReached && refusals.isHopeless() && doubtful.isEmpty()) {
                fail(refusals.toException());
            } else if (!isReached && refusals.hasFinal()) {
                retry();
            } else if (isReached && stored.size() < origin.holders().width()) {
                origin.lateWrites().send(slot, entry, stored);
            }
        }

        private void clearDoubt() {
            if (doubt.isCertainlyNowhere()) {
                doubtful.remove(ballot.version);
            }
        }
    }
}
