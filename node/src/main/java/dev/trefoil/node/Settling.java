package dev.trefoil.node;

import dev.trefoil.NodeStatus;
import dev.trefoil.NodeStatus.State;
import dev.trefoil.UnavailableException;
import dev.trefoil.node.replication.Replication.Outcome;
import dev.trefoil.spi.EventLoop;
import java.time.Duration;

/** Waits until all virtual nodes hold what they are responsible for. On the loop of the first one. */
final class Settling {

    /** How often to look; only while somebody waits. */
    private static final Duration GLANCE = Duration.ofMillis(50);

    private final NodeProcess process;
    private final Outcome<? super NodeStatus> outcome;
    private final EventLoop loop;
    private final Duration limit;
    private final long deadlineNanos;

    Settling(NodeProcess process, Duration limit, Outcome<? super NodeStatus> outcome) {
        this.process = process;
        this.outcome = outcome;
        this.limit = limit;
        this.loop = process.nodes().get(0).loop();
        this.deadlineNanos = loop.nanoTime() + limit.toNanos();
    }

    void begin() {
        process.status(status -> {
            if (status.state() == State.SETTLED) {
                outcome.done(status);
            } else if (loop.nanoTime() >= deadlineNanos) {
                outcome.failed(new UnavailableException("node " + process.address() + " is still " + status.state()
                        + " after " + limit.toMillis() + " ms"));
            } else {
                loop.schedule(GLANCE, this::begin);
            }
        });
    }
}
