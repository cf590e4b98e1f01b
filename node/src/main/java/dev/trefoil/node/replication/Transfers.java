package dev.trefoil.node.replication;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.Located;
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
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Overlay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One replica's answers to other replicas: those that load, hand over, or compare. */
final class Transfers {

    /** How long one page has to arrive. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** How long it may take to find out who succeeds this node, so that who asked has not given up meanwhile. */
    private static final Duration PATIENCE = Round.TIMEOUT.dividedBy(2);

    /** How many slots are compared at once, on both sides. */
    static final int COMPARED_SLOTS = 1_024;

    private final NodeContext context;
    private final Overlay overlay;
    private final Share share;
    private final Shelf shelf;
    private final Replica replica;
    private final int replicas;
    private final Strays strays;
    private final Holders holders;

    Transfers(
            NodeContext context,
            Overlay overlay,
            Share share,
            Shelf shelf,
            Replica replica,
            int replicas,
            Strays strays,
            Holders holders) {
        this.context = context;
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
     * Stops answering for a range in favour of {@code from}, and says so. Only if the range is no longer this node's own
     * and {@code from} is one of its replicas; and for each point only once, so that of two nodes that take over at the
     * same time each takes over from another.
     *
     * <p>That this node can see for itself if it is near. If not, or if the news of {@code from} has not reached it yet,
     * it asks the root of the range, which hears of its successors first.
     */
    void takeOver(NodeRef from, TakeOver request, Consumer<TakenOver> answer) {
        KeyRange range = request.range();
        boolean isFree =
                share.isLoaded(range) && share.covered().intersect(range).isEmpty();
        if (from.address().equals(context.self().address())) {
            answer.accept(release(range, isFree && isBefore(from, range)));
        } else if (isFree && overlay.replicaSet(range.upTo(), replicas).contains(from)) {
            answer.accept(release(range, true));
        } else if (share.isLoaded(range)) {
            askRoot(from, range, answer);
        } else {
            answer.accept(new TakenOver(false));
        }
    }

    private void askRoot(NodeRef from, KeyRange range, Consumer<TakenOver> answer) {
        long asked = context.loop().nanoTime();
        holders.locate(
                range.upTo(),
                located -> {
                    boolean isWaiting = context.loop().nanoTime() - asked < PATIENCE.toNanos();
                    answer.accept(release(range, isWaiting && isSuccession(from, range, located)));
                },
                why -> answer.accept(new TakenOver(false)));
    }

    /** Whether all of {@code range} has {@code from} among its replicas, and not this node. */
    private boolean isSuccession(NodeRef from, KeyRange range, Located located) {
        List<NodeRef> now = located.holders().stream().limit(replicas).toList();
        boolean isWhole =
                located.range().map(same -> RangeSet.of(same).covers(range)).orElse(false);
        return isWhole && now.contains(from) && !now.contains(context.self());
    }

    /** Whether {@code sibling}, of the same process, comes before this node on the way round from {@code range}. */
    private boolean isBefore(NodeRef sibling, KeyRange range) {
        Key end = range.upTo();
        return end.distanceTo(sibling.id())
                        .compareTo(end.distanceTo(context.self().id()))
                < 0;
    }

    private TakenOver release(KeyRange range, boolean isAgreed) {
        boolean isGranted = isAgreed && share.isLoaded(range);
        if (isGranted) {
            share.release(range);
            strays.look();
        }
        return new TakenOver(isGranted);
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
