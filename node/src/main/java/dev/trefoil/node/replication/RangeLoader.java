package dev.trefoil.node.replication;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.node.replication.ReplicationMessage.AskLoaded;
import dev.trefoil.spi.EventLoop;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Receives what this node has become responsible for, one arc after the other, from all who hold it.
 *
 * <p>An arc is asked for as long as it is missing: whatever went wrong, the next tick begins anew with what the overlay
 * then knows.
 */
final class RangeLoader {

    private static final System.Logger LOG = System.getLogger(RangeLoader.class.getName());

    /** So many times N nodes are asked for an arc: those who should have it, and those who did before they came. */
    private static final int RANKS_ASKED = 4;

    private final NodeRef self;
    private final Pieces pieces;
    private final EventLoop loop;
    private final Peers peers;
    private final Holders holders;
    private final Share share;
    private final Sources sources;
    private final int replicas;
    private final Duration lossGrace;
    private final TreeMap<Key, Long> orphanedSince = new TreeMap<>();
    private RangeSet queue = RangeSet.EMPTY;
    private boolean isRunning;

    /** @param lossGrace how long an arc that nobody has is asked for again before it is taken to be lost */
    RangeLoader(
            NodeRef self,
            Pieces pieces,
            EventLoop loop,
            Peers peers,
            Holders holders,
            Share share,
            Sources sources,
            int replicas,
            Duration lossGrace) {
        this.self = self;
        this.pieces = pieces;
        this.loop = loop;
        this.peers = peers;
        this.holders = holders;
        this.share = share;
        this.sources = sources;
        this.replicas = replicas;
        this.lossGrace = lossGrace;
    }

    /** Goes once through all that is missing, unless it is doing so already. */
    void run() {
        share.refresh();
        if (!isRunning) {
            queue = share.missing();
            if (queue.isEmpty()) {
                orphanedSince.clear();
                return;
            }
            isRunning = true;
            next();
        }
    }

    boolean isRunning() {
        return isRunning;
    }

    private void next() {
        share.refresh();
        queue = queue.intersect(share.missing());
        List<KeyRange> ranges = queue.ranges();
        if (ranges.isEmpty()) {
            isRunning = false;
            return;
        }
        KeyRange range = ranges.get(0);
        pieces.first(
                range,
                found -> found.ifPresentOrElse(
                        piece -> new Loading(piece.range(), known(piece)).begin(), () -> giveUp(range)));
    }

    private List<NodeRef> known(Pieces.Piece piece) {
        return piece.ranks().stream().limit((long) RANKS_ASKED * replicas).toList();
    }

    /** Not in this pass. */
    private void giveUp(KeyRange range) {
        queue = queue.minus(range);
        next();
    }

    /** One arc all of whose keys have the same replicas. */
    private final class Loading {

        private final KeyRange piece;
        private final List<NodeRef> ranks;
        private final Map<NodeRef, LoadPlan.Answer> answers = new LinkedHashMap<>();
        private int unanswered;

        Loading(KeyRange piece, List<NodeRef> ranks) {
            this.piece = piece;
            this.ranks = ranks;
        }

        void begin() {
            sources.relieveSibling(piece, relieved -> {
                if (relieved) {
                    claim();
                } else {
                    ask();
                }
            });
        }

        private void ask() {
            List<NodeRef> others =
                    ranks.stream().filter(node -> !node.equals(self)).toList();
            unanswered = others.size();
            for (NodeRef other : others) {
                peers.ask(
                        other,
                        new AskLoaded(piece),
                        Round.TIMEOUT,
                        reply -> onAnswer(other, reply.loaded() ? LoadPlan.Answer.LOADED : LoadPlan.Answer.NOT_LOADED),
                        why -> onAnswer(other, LoadPlan.Answer.SILENT));
            }
            if (others.isEmpty()) {
                decide();
            }
        }

        private void onAnswer(NodeRef other, LoadPlan.Answer answer) {
            answers.put(other, answer);
            if (--unanswered == 0) {
                fetch();
            }
        }

        /** From those who have everything first: then there is little left to fetch from the others. */
        private void fetch() {
            List<NodeRef> order = ranks.stream()
                    .filter(node -> answers.getOrDefault(node, LoadPlan.Answer.SILENT) != LoadPlan.Answer.SILENT)
                    .sorted(Comparator.comparing(answers::get))
                    .toList();
            sources.pullAll(order, piece, failed -> {
                failed.forEach(node -> answers.put(node, LoadPlan.Answer.SILENT));
                decide();
            });
        }

        private void decide() {
            LoadPlan.Decision decision = LoadPlan.decide(self, ranks, answers, replicas);
            if (decision.step() != LoadPlan.Step.NOBODY_HAS_IT) {
                orphanedSince.remove(piece.upTo());
            }
            switch (decision.step()) {
                case CLAIM -> claim();
                case TAKE_OVER -> takeOver(decision.from().orElseThrow());
                case NOBODY_HAS_IT -> mourn();
                case WAIT -> giveUp(piece);
            }
        }

        private void takeOver(NodeRef displaced) {
            sources.takeOver(displaced, piece, granted -> {
                if (granted) {
                    claim();
                } else {
                    giveUp(piece);
                }
            });
        }

        private void mourn() {
            long now = loop.nanoTime();
            long since = orphanedSince.computeIfAbsent(piece.upTo(), unused -> now);
            boolean isMajorityHere = answers.size() + 1 >= holders.majority();
            if (isMajorityHere && share.remembers(piece)) {
                claim();
            } else if (isMajorityHere && now - since >= lossGrace.toNanos()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "nobody has all of {0}; {1} now answers for it with what is left. Values may have been lost",
                        piece,
                        self);
                claim();
            } else {
                giveUp(piece);
            }
        }

        private void claim() {
            share.refresh();
            orphanedSince.remove(piece.upTo());
            share.load(piece);
            next();
        }
    }
}
