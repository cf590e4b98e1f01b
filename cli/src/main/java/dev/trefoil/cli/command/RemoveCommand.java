package dev.trefoil.cli.command;

import dev.trefoil.Bytes;
import dev.trefoil.Version;
import dev.trefoil.WriteOptions;
import dev.trefoil.WriteResult;
import dev.trefoil.cli.client.Connector;
import dev.trefoil.cli.console.OutputOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trefoil remove}: deletes a value. */
@Command(
        name = "remove",
        header = "Delete the value under a key.",
        description = "It is no error if there is none.",
        footerHeading = "%nExamples:%n",
        footer = {"  trefoil remove greeting", "  trefoil remove lock --if-version VERSION"})
public final class RemoveCommand implements Callable<Integer> {

    @Mixin
    private final KeyParameter key = new KeyParameter();

    @Mixin
    private final ClientOptions client;

    @Mixin
    private final ConsistencySetting consistency = new ConsistencySetting();

    @Option(
            names = "--if-version",
            paramLabel = "VERSION",
            converter = VersionConverter.class,
            description = "Delete only if the current value has this version.")
    private @Nullable Version version;

    private final OutputOptions output;

    /** Prints to {@code output}, and reaches nodes through {@code connector}. */
    public RemoveCommand(OutputOptions output, Connector connector) {
        this.output = output;
        client = new ClientOptions(connector);
    }

    @Override
    public Integer call() throws Exception {
        Bytes name = key.value();
        @Nullable Version expected = version;
        WriteResult result = client.nodes().ask((node, limit) -> {
            WriteOptions options = consistency.write(limit, Optional.empty());
            if (expected != null) {
                return node.removeIf(name, expected, options);
            }
            CompletableFuture<Version> removed = node.remove(name, options);
            return removed.thenApply(WriteResult.Applied::new);
        });
        return new WriteReport(output.console(), "removed").print(result);
    }
}
