package dev.trefoil.node.replication;

import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.Slot;
import dev.trefoil.node.replication.ReplicationMessage.Compare;
import dev.trefoil.node.replication.ReplicationMessage.Compared;
import dev.trefoil.node.replication.ReplicationMessage.Confirmed;
import dev.trefoil.node.replication.ReplicationMessage.Fetch;
import dev.trefoil.node.replication.ReplicationMessage.ListRange;
import dev.trefoil.node.replication.ReplicationMessage.Listing;
import dev.trefoil.node.replication.ReplicationMessage.Offer;
import dev.trefoil.node.replication.ReplicationMessage.Push;
import dev.trefoil.node.replication.ReplicationMessage.TakeOver;
import dev.trefoil.node.replication.ReplicationMessage.TakenOver;
import dev.trefoil.spi.Overlay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One replica's answers to other replicas: those that load, hand over, or compare. */
final class Transfers {

    /** How long one page has to arrive. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** How many slots are compared at once, on both sides. */
    static final int COMPARED_SLOTS = 1_024;

    private final Overlay overlay;
    private final Share share;
    private final Shelf shelf;
    private final Replica replica;
    private final int replicas;
    private final Strays strays;
    private final Holders holders;

    Transfers(
            Overlay overlay, Share share, Shelf shelf, Replica replica, int replicas, Strays strays, Holders holders) {
        this.overlay = overlay;
        this.share = share;
        this.shelf = shelf;
        this.replica = replica;
        this.replicas = replicas;
        this.strays = strays;
        this.holders = holders;
    }

    /** A page of what is held in a range, loaded or not. */
    Listing list(ListRange request) {
        List<Summary> page = shelf.page(request.range(), request.cursor());
        boolean more = page.size() > Shelf.PAGE_SLOTS;
        return new Listing(more ? page.subList(0, Shelf.PAGE_SLOTS) : page, more);
    }

    /** Entries by slot. */
    ReplicationMessage.Fetched fetch(Fetch request) {
        return shelf.fetch(request.slots());
    }

    /** Which of the slots offered are here already. */
    Confirmed offer(NodeRef from, Offer request) {
        if (request.ahead()) {
            holders.onLeaving(from);
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (Summary summary : request.summaries()) {
            Verdict welcome = welcome(summary.slot(), request.ahead());
            verdicts.add(welcome.isStored() && shelf.lacks(summary) ? Verdict.STALE : welcome);
        }
        return new Confirmed(verdicts);
    }

    /** Takes what this node is, or is about to be, a replica of. */
    Confirmed push(Push request) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Holding holding : request.holdings()) {
            Verdict welcome = welcome(holding.slot(), request.ahead());
            verdicts.add(welcome.isStored() ? replica.take(holding) : welcome);
        }
        return new Confirmed(verdicts);
    }

    /**
     * Stops answering for a range in favour of {@code from}. Only if this node agrees that the range is no longer its
     * own and that {@code from} is one of its replicas; and for each point only once, so that of two nodes that take
     * over at the same time each takes over from another.
     */
    TakenOver takeOver(NodeRef from, TakeOver request) {
        KeyRange range = request.range();
        share.refresh();
        boolean isFree = share.covered().intersect(range).isEmpty() && share.isLoaded(range);
        boolean isSuccessor =
                overlay.replicaSet(range.upTo(), replicas).stream().anyMatch(from::equals);
        if (!isFree || !isSuccessor) {
            return new TakenOver(false);
        }
        share.release(range);
        strays.look();
        return new TakenOver(true);
    }

    /** Whether what is held in a range is what the other holds. */
    Compared compare(Compare request) {
        if (!share.isLoaded(request.range())) {
            return new Compared(false, false);
        }
        Shelf.Digest digest = shelf.digest(request.range(), 2 * COMPARED_SLOTS);
        return new Compared(true, digest.range().equals(request.range()) && digest.sum() == request.digest());
    }

    /** As what this node would hold the slot, if it would. */
    private Verdict welcome(Slot slot, boolean ahead) {
        Verdict standing = replica.standing(slot);
        if (standing == Verdict.NOT_RESPONSIBLE && ahead && share.comesNext(slot.key())) {
            strays.expect();
            return Verdict.DONE_UNLOADED;
        }
        return standing == Verdict.NOT_LOADED ? Verdict.DONE_UNLOADED : standing;
    }
}
