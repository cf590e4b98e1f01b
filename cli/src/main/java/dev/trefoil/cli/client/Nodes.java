package dev.trefoil.cli.client;

import dev.trefoil.Address;
import dev.trefoil.NodeClosedException;
import dev.trefoil.UnavailableException;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Problem;
import dev.trefoil.cli.console.ProblemException;
import dev.trefoil.cli.console.Problems;
import dev.trefoil.cli.console.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The nodes a command may use: the first that answers is asked. */
public final class Nodes {

    /** The node itself gives up at the deadline; this is for its answer to arrive. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Connector connector;
    private final List<Address> addresses;
    private final Duration timeout;

    /**
     * Uses {@code addresses} in their order.
     *
     * @param timeout how long the command may take
     */
    public Nodes(Connector connector, List<Address> addresses, Duration timeout) {
        this.connector = connector;
        this.addresses = List.copyOf(addresses);
        this.timeout = timeout;
    }

    /**
     * One operation.
     *
     * @param <T> its result
     */
    @FunctionalInterface
    public interface Operation<T> {

        /** Begins it; it has until {@code timeout} from now. */
        CompletableFuture<T> at(NodeClient node, Duration timeout);
    }

    /** Carries out {@code operation}; fails as its future does, or says that no node could be asked at all. */
    public <T> T ask(Operation<T> operation) throws Exception {
        try (NodeClient node = connector.connect(addresses)) {
            try {
                return operation.at(node, timeout).get(timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                Throwable error = Problems.unwrap(e);
                if (error instanceof UnavailableException || error instanceof NodeClosedException) {
                    refuseIfNobodyIsThere(node, error);
                }
                throw error instanceof Exception exception ? exception : e;
            } catch (TimeoutException e) {
                UnavailableException late = new UnavailableException("no answer within " + Quantity.time(timeout));
                refuseIfNobodyIsThere(node, late);
                throw late;
            }
        }
    }

    private void refuseIfNobodyIsThere(NodeClient node, Throwable error) {
        Optional<String> absence = new Absence(addresses).reason(node);
        if (absence.isPresent()) {
            throw new ProblemException(
                    Problem.of(
                            ExitCode.CANNOT_CONNECT,
                            absence.get(),
                            "Start a node with \"trefoil node\", or name a running one: --node HOST:PORT."),
                    error);
        }
    }
}
