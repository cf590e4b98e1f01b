package dev.trefoil.transport.inmem;

import dev.trefoil.spi.Message;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Timer;
import dev.trefoil.spi.Transport;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for its one answer. Belongs to the loop of the transport that asked, so the first answer wins
 * without a lock; whatever comes later is dropped.
 */
final class Exchange {

    private final InMemoryTransport asker;
    private Transport.@Nullable ReplyHandler handler;

    /** Set by the asking thread, just after the timer was scheduled. */
    private volatile @Nullable Timer timer;

    /** Neighbours in the list of the asker's pending exchanges; guarded by that list. */
    @Nullable
    Exchange before;

    @Nullable
    Exchange after;

    Exchange(InMemoryTransport asker, Transport.ReplyHandler handler) {
        this.asker = asker;
        this.handler = handler;
    }

    void timedBy(Timer scheduled) {
        timer = scheduled;
    }

    InMemoryTransport asker() {
        return asker;
    }

    void replied(Message response) {
        Transport.ReplyHandler first = finish();
        if (first != null) {
            first.replied(response);
        }
    }

    void failed(RpcFailure why) {
        Transport.ReplyHandler first = finish();
        if (first != null) {
            first.failed(why);
        }
    }

    /** Frees everything this exchange holds; null if that has been done before. */
    private Transport.@Nullable ReplyHandler finish() {
        Transport.ReplyHandler first = handler;
        if (first != null) {
            handler = null;
            asker.pending().remove(this);
            Timer scheduled = timer;
            if (scheduled != null) {
                scheduled.cancel();
            }
        }
        return first;
    }
}
