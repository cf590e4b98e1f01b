package dev.trefoil.node.replication;

import dev.trefoil.Cell;
import dev.trefoil.Consistency;
import dev.trefoil.DhtException;
import dev.trefoil.Entry;
import dev.trefoil.NodeRef;
import dev.trefoil.ReadOptions;
import dev.trefoil.Slot;
import dev.trefoil.UnavailableException;
import dev.trefoil.Versioned;
import dev.trefoil.WriteOptions;
import dev.trefoil.WriteResult;
import dev.trefoil.node.replication.Replication.Outcome;
import dev.trefoil.node.replication.ReplicationMessage.Found;
import dev.trefoil.node.replication.ReplicationMessage.Read;
import dev.trefoil.spi.RpcFailure;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A read: what the replicas that were asked know together.
 *
 * <p>If they differ, what is newest is first stored on enough of them, and only then returned, so that nobody who reads
 * later sees less (Attiya, Bar-Noy and Dolev 1995). {@link Consistency#ONE} returns the first answer as it is.
 */
final class ReadOperation extends Operation<Optional<Entry>> {

    /** After so many repairs that did not succeed, a ballot decides. */
    private static final int REPAIRS_MAX = 2;

    private final Consistency consistency;
    private final Settled settled = new Settled();
    private String reason = "no replica was found";
    private int repairsFailed;

    ReadOperation(Origin origin, Slot slot, ReadOptions options, Outcome<? super Optional<Entry>> outcome) {
        super(origin, slot, options.deadline(), outcome);
        this.consistency = options.consistency();
    }

    @Override
    void attempt(List<NodeRef> ranks) {
        int needed = consistency.of(origin.holders().width());
        List<NodeRef> order = Ranks.nearestFirst(
                ranks, origin.holders().width(), origin.context().self(), origin.random());
        Answers answers = new Answers();
        new Round<>(origin.peers(), origin.loop(), order, needed, new Read(slot), answers).start(needed);
    }

    @Override
    DhtException expired() {
        return new UnavailableException("no answer before the deadline: " + reason);
    }

    /** Stores the newest of what was read where it is missing, then returns it. */
    private void agree(Map<NodeRef, Optional<Entry>> answers) {
        Optional<Entry> newest =
                answers.values().stream().flatMap(Optional::stream).reduce(Entry::merge);
        newest.ifPresent(entry -> origin.clock().observe(entry.version()));
        List<NodeRef> behind = answers.entrySet().stream()
                .filter(answer -> !answer.getValue().equals(newest))
                .map(Map.Entry::getKey)
                .toList();
        if (behind.isEmpty() || newest.isEmpty()) {
            succeed(newest);
            return;
        }
        Repair.store(origin, slot, newest.get(), behind, isEverywhere -> {
            if (isEverywhere) {
                succeed(newest);
            } else {
                reason = "a replica that was behind could not be brought up to date";
                repairsFailed++;
                again(repairsFailed);
            }
        });
    }

    private void again(int failures) {
        if (failures < REPAIRS_MAX || slot.kind() == Slot.Kind.SET) {
            retry();
        } else {
            settle();
        }
    }

    /** The replicas are promised to a conditional write, which may have been given up: only a ballot gets past it. */
    private void settle() {
        WriteOptions options = new WriteOptions(consistency, remaining(), Optional.empty());
        origin.start(
                new ConditionalOperation(origin, slot, current -> false, Cell::deletion, options, settled), settled);
    }

    /** A conditional write whose condition never holds is refused, and shows what has been chosen. */
    private final class Settled implements Outcome<WriteResult> {

        @Override
        public void done(WriteResult result) {
            Optional<Versioned> current = ((WriteResult.Refused) result).current();
            succeed(current.map(found -> new Entry.Register(new Cell(
                    found.version(),
                    Optional.of(found.value()),
                    found.expiry().map(Instant::toEpochMilli).orElse(Cell.NEVER)))));
        }

        @Override
        public void failed(DhtException why) {
            fail(why);
        }
    }

    /** Collects the answers of one round. */
    private final class Answers implements Round.Judge<Found> {

        private final Map<NodeRef, Optional<Entry>> byNode = new LinkedHashMap<>();

        @Override
        public boolean counts(NodeRef from, Found answer) {
            if (answer.verdict() == Verdict.DONE && isOfSlot(answer.entry())) {
                byNode.put(from, answer.entry());
                return true;
            }
            reason = "a replica answered " + answer.verdict();
            if (answer.verdict() == Verdict.NOT_RESPONSIBLE) {
                forgetHolders();
            }
            return false;
        }

        @Override
        public void unanswered(NodeRef from, RpcFailure why) {
            reason = "a replica did not answer: " + why;
            forgetIfGone(why);
        }

        @Override
        public void reached() {
            if (!isFinished()) {
                agree(new LinkedHashMap<>(byNode));
            }
        }

        @Override
        public void failed() {
            retry();
        }

        private boolean isOfSlot(Optional<Entry> entry) {
            return entry.map(found -> Objects.equals(found.kind(), slot.kind())).orElse(true);
        }
    }
}
