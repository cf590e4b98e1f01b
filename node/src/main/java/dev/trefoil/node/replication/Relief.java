package dev.trefoil.node.replication;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.node.replication.ReplicationMessage.TakeOver;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Takes over from the other virtual nodes of this process what they still answer for in this node's place.
 *
 * <p>The holders of a key are on distinct addresses, so of the virtual nodes of one process the network sees only the
 * first after the key. What another of them answers for there, because its successors are still loading it, nobody would
 * find: neither those who load, who would take it to be lost, nor those who read. They share one store, so that nothing
 * has to be fetched.
 */
final class Relief {

    private final NodeRef self;
    private final Peers peers;
    private final Share share;
    private final Siblings siblings;
    private int open;

    Relief(NodeRef self, Peers peers, Share share, Siblings siblings) {
        this.self = self;
        this.peers = peers;
        this.share = share;
        this.siblings = siblings;
    }

    /** Asks for all there is to take over, unless it is doing so already. What is its own anyway is left to be loaded. */
    void run() {
        List<NodeRef> others = siblings.members();
        if (others.isEmpty() || open > 0 || !share.isKnown()) {
            return;
        }
        for (Map.Entry<NodeRef, List<KeyRange>> sibling :
                siblings.answering(place(others)).entrySet()) {
            for (KeyRange range : sibling.getValue()) {
                RangeSet.of(range).minus(share.covered()).ranges().forEach(part -> ask(sibling.getKey(), part));
            }
        }
    }

    /** The keys after which this node is the first of its process. */
    private KeyRange place(List<NodeRef> others) {
        Key before = others.stream()
                .map(NodeRef::id)
                .min(Comparator.comparing(id -> id.distanceTo(self.id())))
                .orElseThrow();
        return new KeyRange(before, self.id());
    }

    private void ask(NodeRef sibling, KeyRange range) {
        open++;
        peers.ask(
                sibling,
                new TakeOver(range),
                Round.TIMEOUT,
                answer -> {
                    open--;
                    if (answer.granted()) {
                        share.load(range);
                    }
                },
                why -> open--);
    }
}
