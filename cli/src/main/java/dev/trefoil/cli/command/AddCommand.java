package dev.trefoil.cli.command;

import dev.trefoil.Bytes;
import dev.trefoil.Version;
import dev.trefoil.cli.client.Connector;
import dev.trefoil.cli.console.OutputOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trefoil add}: adds an element to a set. */
@Command(
        name = "add",
        header = "Add an element to the set under a key.",
        description = "Many writers may add and discard at the same time without losing each other's elements. Adding"
                + " an element again renews its time to live.",
        footerHeading = "%nExamples:%n",
        footer = {"  trefoil add peers 10.0.0.7:6881 --ttl 30m", "  trefoil elements peers"})
public final class AddCommand implements Callable<Integer> {

    @Mixin
    private final SetParameters set = new SetParameters();

    @Mixin
    private final ClientOptions client;

    @Mixin
    private final ConsistencySetting consistency = new ConsistencySetting();

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Forget the element after this time, for example 30s, 2m, 1h or 7d.")
    private @Nullable Duration timeToLive;

    private final OutputOptions output;

    /** Prints to {@code output}, and reaches nodes through {@code connector}. */
    public AddCommand(OutputOptions output, Connector connector) {
        this.output = output;
        client = new ClientOptions(connector);
    }

    @Override
    public Integer call() throws Exception {
        Bytes name = set.key();
        Bytes added = set.element();
        Version version = client.nodes()
                .ask((node, limit) -> node.add(name, added, consistency.write(limit, Optional.ofNullable(timeToLive))));
        return new WriteReport(output.console(), "added").print(version);
    }
}
