package dev.trefoil.cli.command;

import dev.trefoil.Bytes;
import dev.trefoil.cli.client.Connector;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Json;
import dev.trefoil.cli.console.OutputOptions;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trefoil elements}: prints a set. */
@Command(
        name = "elements",
        header = "Print the elements of the set under a key.",
        description = "One element on each line, in the order of their bytes; nothing if the set is empty.",
        footerHeading = "%nExample:%n",
        footer = "  trefoil elements peers")
public final class ElementsCommand implements Callable<Integer> {

    @Mixin
    private final KeyParameter key = new KeyParameter();

    @Mixin
    private final ClientOptions client;

    @Mixin
    private final ConsistencySetting consistency = new ConsistencySetting();

    private final OutputOptions output;

    /** Prints to {@code output}, and reaches nodes through {@code connector}. */
    public ElementsCommand(OutputOptions output, Connector connector) {
        this.output = output;
        client = new ClientOptions(connector);
    }

    @Override
    public Integer call() throws Exception {
        Bytes name = key.value();
        Set<Bytes> elements = client.nodes().ask((node, limit) -> node.elements(name, consistency.read(limit)));
        output.console()
                .result(
                        () -> elements.stream().map(Bytes::toUtf8).collect(Collectors.joining("\n")),
                        () -> Json.object()
                                .with("count", elements.size())
                                .with(
                                        "elements",
                                        elements.stream()
                                                .map(element -> Values.into(Json.object(), "element", element))
                                                .toList()));
        return ExitCode.OK.number();
    }
}
