package dev.trefoil.node.replication;

import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.node.replication.ReplicationMessage.Compare;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what this node holds with what the other replicas hold, arc after arc round and round, and fetches what it
 * missed (anti-entropy; Demers et al. 1987; DeCandia et al. 2007, section 4.7).
 *
 * <p>Each replica fetches and none sends: two that compare with each other end up equal. Deviation from Dynamo: digests
 * are computed when asked for, over a bounded number of slots, instead of being kept in Merkle trees.
 */
final class Reconciler {

    private final NodeRef self;
    private final Peers peers;
    private final Holders holders;
    private final Share share;
    private final Shelf shelf;
    private final Pieces pieces;
    private final Sources sources;
    private RangeSet ahead = RangeSet.EMPTY;
    private boolean isRunning;

    Reconciler(NodeRef self, Peers peers, Holders holders, Share share, Shelf shelf, Pieces pieces, Sources sources) {
        this.self = self;
        this.peers = peers;
        this.holders = holders;
        this.share = share;
        this.shelf = shelf;
        this.pieces = pieces;
        this.sources = sources;
    }

    /** Compares the next arc, unless the last one is not done. */
    void run() {
        if (isRunning) {
            return;
        }
        RangeSet own = share.loaded().intersect(share.covered());
        ahead = ahead.intersect(own);
        if (ahead.isEmpty()) {
            ahead = own;
        }
        if (!ahead.isEmpty()) {
            isRunning = true;
            KeyRange range = ahead.ranges().get(0);
            pieces.first(range, found -> found.ifPresentOrElse(this::compare, () -> passed(range)));
        }
    }

    private void compare(Pieces.Piece piece) {
        Shelf.Digest digest = shelf.digest(piece.range(), Transfers.COMPARED_SLOTS);
        List<NodeRef> others = piece.others(holders.width(), self);
        List<NodeRef> different = new ArrayList<>();
        int[] open = {others.size()};
        for (NodeRef other : others) {
            Runnable heard = () -> {
                if (--open[0] == 0) {
                    fetch(different, digest.range());
                }
            };
            peers.ask(
                    other,
                    new Compare(digest.range(), digest.sum()),
                    Round.TIMEOUT,
                    answer -> {
                        if (answer.loaded() && !answer.same()) {
                            different.add(other);
                        }
                        heard.run();
                    },
                    why -> heard.run());
        }
        if (others.isEmpty()) {
            passed(digest.range());
        }
    }

    private void fetch(List<NodeRef> different, KeyRange range) {
        sources.pullAll(different, range, failed -> passed(range));
    }

    private void passed(KeyRange range) {
        ahead = ahead.minus(range);
        isRunning = false;
    }
}
