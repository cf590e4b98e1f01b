package dev.trefoil.node.replication;

import dev.trefoil.UnavailableException;
import dev.trefoil.node.replication.Replication.Outcome;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.NodeContext;
import java.util.random.RandomGenerator;

/** What the operations of this node's application share: whom to ask, versions, and how many may run at a time. */
final class Origin {

    private final NodeContext context;
    private final Peers peers;
    private final Holders holders;
    private final HybridClock clock;
    private final LateWrites lateWrites;
    private final int limit;
    private int running;

    Origin(NodeContext context, Peers peers, Holders holders, HybridClock clock, int limit) {
        this.context = context;
        this.peers = peers;
        this.holders = holders;
        this.clock = clock;
        this.limit = limit;
        this.lateWrites = new LateWrites(context.loop(), peers, holders);
    }

    /** Begins an operation, or refuses it if there are too many. */
    <T> void start(Operation<T> operation, Outcome<? super T> outcome) {
        if (running >= limit) {
            String why = "this node is carrying out " + limit + " operations already, which is its limit; later";
            context.loop().execute(() -> outcome.failed(new UnavailableException(why)));
            return;
        }
        running++;
        operation.start();
    }

    /** An operation has ended. */
    void ended() {
        running--;
    }

    EventLoop loop() {
        return context.loop();
    }

    RandomGenerator random() {
        return context.random();
    }

    NodeContext context() {
        return context;
    }

    Peers peers() {
        return peers;
    }

    Holders holders() {
        return holders;
    }

    HybridClock clock() {
        return clock;
    }

    LateWrites lateWrites() {
        return lateWrites;
    }
}
