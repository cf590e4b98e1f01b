package dev.trefoil.node.replication;

import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.Slot;
import dev.trefoil.node.replication.ReplicationMessage.Fetch;
import dev.trefoil.node.replication.ReplicationMessage.Fetched;
import dev.trefoil.node.replication.ReplicationMessage.ListRange;
import dev.trefoil.node.replication.ReplicationMessage.Listing;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Fetches what another replica holds of a range and this one lacks, page by page: first what there is, then only that
 * of it which is new here.
 */
final class Pull {

    private static final System.Logger LOG = System.getLogger(Pull.class.getName());

    private final Peers peers;
    private final Shelf shelf;
    private final Replica replica;
    private final NodeRef source;
    private final KeyRange range;
    private final Consumer<Boolean> done;
    private boolean isComplete = true;

    private Pull(Peers peers, Shelf shelf, Replica replica, NodeRef source, KeyRange range, Consumer<Boolean> done) {
        this.peers = peers;
        this.shelf = shelf;
        this.replica = replica;
        this.source = source;
        this.range = range;
        this.done = done;
    }

    /** Fetches; tells in the end whether all there was has arrived and is stored. */
    static void start(
            Peers peers, Shelf shelf, Replica replica, NodeRef source, KeyRange range, Consumer<Boolean> done) {
        new Pull(peers, shelf, replica, source, range, done).nextPage(Optional.empty());
    }

    private void nextPage(Optional<Slot> cursor) {
        peers.ask(
                source,
                new ListRange(range, cursor),
                Transfers.TIMEOUT,
                page -> onPage(cursor, page),
                why -> done.accept(false));
    }

    private void onPage(Optional<Slot> cursor, Listing page) {
        List<Slot> lacking = page.summaries().stream()
                .filter(summary -> range.contains(summary.slot().key()) && shelf.lacks(summary))
                .map(Summary::slot)
                .toList();
        List<Summary> summaries = page.summaries();
        Optional<Slot> last = summaries.isEmpty()
                ? Optional.empty()
                : Optional.of(summaries.get(summaries.size() - 1).slot());
        if (page.more() && (last.isEmpty() || last.equals(cursor))) {
            done.accept(false);
            return;
        }
        Runnable then = page.more() ? () -> nextPage(last) : () -> done.accept(isComplete);
        fetch(lacking, then);
    }

    private void fetch(List<Slot> lacking, Runnable then) {
        if (lacking.isEmpty()) {
            then.run();
            return;
        }
        peers.ask(
                source,
                new Fetch(lacking),
                Transfers.TIMEOUT,
                fetched -> onFetched(lacking, fetched, then),
                why -> done.accept(false));
    }

    private void onFetched(List<Slot> lacking, Fetched fetched, Runnable then) {
        if (fetched.answered() < 1 || fetched.answered() > lacking.size()) {
            done.accept(false);
            return;
        }
        for (Holding holding : fetched.holdings()) {
            if (!lacking.contains(holding.slot()) || !take(holding)) {
                done.accept(false);
                return;
            }
        }
        fetch(lacking.subList(fetched.answered(), lacking.size()), then);
    }

    /** Stores one copy; false if there is no point in going on. */
    private boolean take(Holding holding) {
        Verdict verdict = replica.take(holding);
        if (verdict == Verdict.BUSY) {
            isComplete = false;
            return true;
        }
        if (!verdict.isStored()) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "cannot take {0} from {1}: {2}",
                    holding.slot().key(),
                    source,
                    verdict);
        }
        // No quorum of working clocks has accepted what only a broken one has stamped.
        return verdict.isStored() || verdict == Verdict.CLOCK;
    }
}
