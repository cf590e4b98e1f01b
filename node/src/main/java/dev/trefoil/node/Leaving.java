package dev.trefoil.node;

import dev.trefoil.UnavailableException;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The way of a process out of its network: its virtual nodes leave one after another, each handing over before and, for
 * what was written meanwhile, once more after it has told its neighbours.
 */
final class Leaving {

    /** How much longer than its hand-over a leave may take before the rest is given up. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final List<VirtualNode> nodes;
    private final Duration limit;
    private final Consumer<Optional<UnavailableException>> left;
    private final EventLoop loop;
    private final long deadlineNanos;
    private long remaining;
    private boolean ended;

    /** On the loop of the first virtual node, where {@code left} runs once with what went wrong, if anything. */
    Leaving(List<VirtualNode> nodes, Duration limit, Consumer<Optional<UnavailableException>> left) {
        this.nodes = nodes;
        this.limit = limit;
        this.left = left;
        this.loop = nodes.get(0).loop();
        this.deadlineNanos = loop.nanoTime() + limit.toNanos();
    }

    void begin() {
        Timer clock = loop.schedule(
                limit.plus(GRACE),
                () -> end(Optional.of(new UnavailableException(
                        "left after " + limit.toMillis() + " ms without having handed over everything"))));
        next(0, clock);
    }

    private void next(int number, Timer clock) {
        if (number == nodes.size()) {
            clock.cancel();
            end(
                    remaining == 0
                            ? Optional.empty()
                            : Optional.of(new UnavailableException("left, but " + remaining
                                    + " entries were not confirmed by all who should hold them now")));
            return;
        }
        VirtualNode node = nodes.get(number);
        node.loop()
                .execute(() -> leave(
                        node,
                        stillHeld -> loop.execute(() -> {
                            remaining += stillHeld;
                            next(number + 1, clock);
                        })));
    }

    /** On the loop of {@code node}. */
    private void leave(VirtualNode node, Consumer<Long> done) {
        node.leaving();
        node.replication()
                .handOver(
                        timeLeft(),
                        before -> node.overlay()
                                .leave(() -> node.replication().handOver(timeLeft(), after -> {
                                    node.close();
                                    done.accept(after.remaining());
                                })));
    }

    /** The time that is left, but always a moment, so that a late virtual node can at least say what it holds. */
    private Duration timeLeft() {
        Duration left = Duration.ofNanos(deadlineNanos - loop.nanoTime());
        Duration moment = Duration.ofMillis(100);
        return left.compareTo(moment) > 0 ? left : moment;
    }

    private void end(Optional<UnavailableException> problem) {
        if (!ended) {
            ended = true;
            left.accept(problem);
        }
    }
}
