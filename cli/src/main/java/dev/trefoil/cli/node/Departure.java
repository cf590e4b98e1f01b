package dev.trefoil.cli.node;

import dev.trefoil.Dht;
import dev.trefoil.NodeStatus;
import dev.trefoil.cli.console.Console;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Problems;
import dev.trefoil.cli.console.Quantity;
import dev.trefoil.cli.console.Signals;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * How a node goes: gracefully at the first Ctrl-C or SIGTERM, at once at the second.
 *
 * <p>A node that leaves hands over everything it holds; how long that may take is limited, because whoever stops a
 * service will not wait for ever.
 */
final class Departure {

    /** How long the node itself tries to hand over. */
    static final Duration HAND_OVER_LIMIT = Duration.ofSeconds(25);

    /** How long leaving may take in all: a little less than most supervisors wait before they kill. */
    private static final Duration LIMIT = Duration.ofSeconds(28);

    private static final Duration STATUS_LIMIT = Duration.ofSeconds(1);

    private final Dht node;
    private final boolean isKept;
    private final Console console;
    private final IntConsumer exit;
    private final Runnable halt;
    private final AtomicInteger requests = new AtomicInteger();

    /**
     * The departure of {@code node}.
     *
     * @param isKept whether what it holds is still on its disk when it has gone
     * @param exit ends the process in order, with an exit code
     * @param halt ends the process at once
     */
    Departure(Dht node, boolean isKept, Console console, IntConsumer exit, Runnable halt) {
        this.node = node;
        this.isKept = isKept;
        this.console = console;
        this.exit = exit;
        this.halt = halt;
    }

    /** The departure of the only node of this process, at Ctrl-C or SIGTERM. */
    static void atSignal(Dht node, boolean isKept, Console console) {
        Departure departure = new Departure(
                node, isKept, console, System::exit, () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number()));
        if (!Signals.onStop(departure::request)) {
            Runtime.getRuntime().addShutdownHook(new Thread(departure::leave, "leave"));
        }
    }

    /** Somebody wants the node to go. Called again while it is leaving: at once. */
    void request() {
        if (requests.incrementAndGet() == 1) {
            exit.accept(leave());
        } else {
            console.message("Stopped at once; what was not handed over yet is left to its other copies.");
            halt.run();
        }
    }

    /** Leaves, says so, and gives the exit code. */
    private int leave() {
        boolean last = announce();
        try {
            node.leave().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            console.message("Left the network.");
            return ExitCode.OK.number();
        } catch (TimeoutException e) {
            console.message("Left without having handed over everything: " + LIMIT.toSeconds() + " s have passed.");
        } catch (ExecutionException e) {
            if (last) {
                console.message("The network has ended.");
                return ExitCode.OK.number();
            }
            console.message("Left without having handed over everything: "
                    + Problems.of(e).message());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            node.close();
        }
        return ExitCode.FAILED.number();
    }

    /** Says what is about to happen; whether this is the last node, which has nobody to hand over to. */
    private boolean announce() {
        boolean last = false;
        long keys = 0;
        try {
            NodeStatus status = node.status().get(STATUS_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            last = status.neighbors().isEmpty();
            keys = status.entries();
        } catch (ExecutionException | TimeoutException e) {
            console.message("This node does not answer any more.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        console.message(
                last
                        ? "Leaving as the last node of its network: " + Quantity.count(keys, "key")
                                + (isKept ? " stay in its store." : " will be gone.")
                        : "Leaving: handing over " + Quantity.count(keys, "key") + ", for at most "
                                + HAND_OVER_LIMIT.toSeconds() + " s. Ctrl-C again stops at once.");
        return last;
    }
}
