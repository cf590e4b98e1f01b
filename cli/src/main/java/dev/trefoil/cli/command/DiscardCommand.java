package dev.trefoil.cli.command;

import dev.trefoil.Bytes;
import dev.trefoil.Version;
import dev.trefoil.cli.client.Connector;
import dev.trefoil.cli.console.OutputOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trefoil discard}: takes an element out of a set. */
@Command(
        name = "discard",
        header = "Take an element out of the set under a key.",
        description = "It is no error if it is not in the set.",
        footerHeading = "%nExample:%n",
        footer = "  trefoil discard peers 10.0.0.7:6881")
public final class DiscardCommand implements Callable<Integer> {

    @Mixin
    private final SetParameters set = new SetParameters();

    @Mixin
    private final ClientOptions client;

    @Mixin
    private final ConsistencySetting consistency = new ConsistencySetting();

    private final OutputOptions output;

    /** Prints to {@code output}, and reaches nodes through {@code connector}. */
    public DiscardCommand(OutputOptions output, Connector connector) {
        this.output = output;
        client = new ClientOptions(connector);
    }

    @Override
    public Integer call() throws Exception {
        Bytes name = set.key();
        Bytes discarded = set.element();
        Version version = client.nodes()
                .ask((node, limit) -> node.discard(name, discarded, consistency.write(limit, Optional.empty())));
        return new WriteReport(output.console(), "discarded").print(version);
    }
}
