package dev.trefoil.node.replication;

import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.node.replication.ReplicationMessage.AskLoaded;
import java.util.List;

/**
 * Ends this node's service in arcs that are no longer its own, once all who should hold them do.
 *
 * <p>Most arcs are taken over by a newcomer. This is for the others: where a vacancy was filled that turned out not to
 * be one, or where this node's place went to another virtual node of its own process.
 */
final class Retirement {

    private final NodeRef self;
    private final Peers peers;
    private final Holders holders;
    private final Share share;
    private final Pieces pieces;
    private final Strays strays;
    private RangeSet queue = RangeSet.EMPTY;
    private boolean isRunning;

    Retirement(NodeRef self, Peers peers, Holders holders, Share share, Pieces pieces, Strays strays) {
        this.self = self;
        this.peers = peers;
        this.holders = holders;
        this.share = share;
        this.pieces = pieces;
        this.strays = strays;
    }

    /** Goes once through all that is retained, unless it is doing so already. */
    void run() {
        if (!isRunning) {
            queue = share.retained();
            isRunning = true;
            next();
        }
    }

    private void next() {
        queue = queue.intersect(share.retained());
        if (queue.isEmpty()) {
            isRunning = false;
            return;
        }
        KeyRange range = queue.ranges().get(0);
        pieces.first(range, found -> found.ifPresentOrElse(this::ask, () -> passed(range)));
    }

    private void ask(Pieces.Piece piece) {
        // Another virtual node of this process counts here: it may be the one to which this node's place went.
        List<NodeRef> others = piece.successors(holders.width(), self);
        if (others.size() < holders.width()) {
            passed(piece.range());
            return;
        }
        int[] open = {others.size()};
        boolean[] isHeldByAll = {true};
        for (NodeRef other : others) {
            Runnable heard = () -> {
                if (--open[0] == 0) {
                    decide(piece.range(), isHeldByAll[0]);
                }
            };
            peers.ask(
                    other,
                    new AskLoaded(piece.range()),
                    Round.TIMEOUT,
                    answer -> {
                        isHeldByAll[0] &= answer.loaded();
                        heard.run();
                    },
                    why -> {
                        isHeldByAll[0] = false;
                        heard.run();
                    });
        }
    }

    private void decide(KeyRange range, boolean isHeldByAll) {
        if (isHeldByAll) {
            for (KeyRange part : share.retained().intersect(range).ranges()) {
                share.release(part);
            }
            strays.look();
        }
        passed(range);
    }

    private void passed(KeyRange range) {
        queue = queue.minus(range);
        next();
    }
}
