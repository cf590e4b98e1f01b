package dev.trefoil.cli.command;

import dev.trefoil.Address;
import dev.trefoil.cli.client.Connector;
import dev.trefoil.cli.client.Nodes;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Problem;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** Which node a command asks, and for how long. */
final class ClientOptions {

    private static final Duration TIMEOUT_MAX = Duration.ofSeconds(60);

    @Option(
            names = "--node",
            paramLabel = "HOST:PORT",
            converter = AddressConverter.class,
            defaultValue = "127.0.0.1:7400",
            description = {
                "Any node of the network (default: ${DEFAULT-VALUE}).",
                "Repeat it to name others that are asked if this one cannot be."
            })
    private List<Address> nodes = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "10s",
            description = "How long to wait, at most 60s (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ofSeconds(10);

    private final Connector connector;

    ClientOptions(Connector connector) {
        this.connector = connector;
    }

    /** The nodes, in the order they were named. */
    Nodes nodes() {
        if (timeout.compareTo(TIMEOUT_MAX) > 0) {
            throw Problem.of(ExitCode.USAGE, "--timeout is at most " + TIMEOUT_MAX.toSeconds() + "s")
                    .asException();
        }
        return new Nodes(connector, nodes, timeout);
    }
}
