package dev.trefoil.node.replication;

import dev.trefoil.Entry;
import dev.trefoil.NodeRef;
import dev.trefoil.Slot;
import dev.trefoil.node.replication.ReplicationMessage.Write;
import dev.trefoil.spi.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Brings acknowledged writes to the replicas that missed them, a few times, in the background.
 *
 * <p>Bounded in number and in tries. What is given up here, the replicas find out when they compare what they hold.
 */
final class LateWrites {

    /** How many writes wait at a time; more are left to the replicas. */
    static final int LIMIT = 1_024;

    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final EventLoop loop;
    private final Peers peers;
    private final Holders holders;
    private int waiting;

    LateWrites(EventLoop loop, Peers peers, Holders holders) {
        this.loop = loop;
        this.peers = peers;
        this.holders = holders;
    }

    /** Sends {@code entry} to all replicas but those that have it. */
    void send(Slot slot, Entry entry, Set<NodeRef> stored) {
        if (waiting < LIMIT) {
            waiting++;
            later(new Late(slot, entry, stored), 1);
        }
    }

    /** How many writes are waiting. */
    int waiting() {
        return waiting;
    }

    private void later(Late late, int tried) {
        loop.schedule(PAUSE.multipliedBy(tried), () -> {
            holders.find(late.slot.key(), found -> send(late, found, tried), why -> next(late, tried));
        });
    }

    private void send(Late late, List<NodeRef> found, int tried) {
        List<NodeRef> lacking = found.stream()
                .limit(holders.width())
                .filter(node -> !late.stored.contains(node))
                .toList();
        int[] open = {lacking.size()};
        Runnable answered = () -> {
            if (--open[0] == 0) {
                next(late, tried);
            }
        };
        for (NodeRef node : lacking) {
            peers.ask(
                    node,
                    Write.repair(late.slot, late.entry),
                    Round.TIMEOUT,
                    written -> {
                        if (written.verdict().isStored() || written.verdict() == Verdict.STALE) {
                            late.stored.add(node);
                        }
                        answered.run();
                    },
                    why -> {
                        holders.forget(late.slot.key());
                        answered.run();
                    });
        }
        if (lacking.isEmpty()) {
            waiting--;
        }
    }

    private void next(Late late, int tried) {
        if (tried < TRIES) {
            later(late, tried + 1);
        } else {
            waiting--;
        }
    }

    /** @param stored grows as replicas confirm */
    private record Late(Slot slot, Entry entry, Set<NodeRef> stored) {}
}
