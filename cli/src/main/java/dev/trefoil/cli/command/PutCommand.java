package dev.trefoil.cli.command;

import dev.trefoil.Bytes;
import dev.trefoil.Version;
import dev.trefoil.WriteOptions;
import dev.trefoil.WriteResult;
import dev.trefoil.cli.client.Connector;
import dev.trefoil.cli.console.OutputOptions;
import dev.trefoil.cli.console.Quantity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trefoil put}: stores a value. */
@Command(
        name = "put",
        header = "Store a value under a key.",
        description = "Whatever was there is replaced. The value comes from the argument, from a file, or from standard"
                + " input, and is stored byte for byte; it may be up to 1 MiB.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  trefoil put greeting hello",
            "  trefoil put photo --file photo.jpg",
            "  date | trefoil put now -",
            "  trefoil put lock me --if-absent --ttl 30s"
        })
public final class PutCommand implements Callable<Integer> {

    @Mixin
    private final KeyParameter key = new KeyParameter();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VALUE",
            converter = TextConverter.class,
            description = "The value as text, or - to read it from standard input.")
    private @Nullable Bytes value;

    @Option(names = "--file", paramLabel = "FILE", description = "Read the value from this file.")
    private @Nullable Path file;

    @Mixin
    private final ClientOptions client;

    @Mixin
    private final ConsistencySetting consistency = new ConsistencySetting();

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Forget the value after this time, for example 30s, 2m, 1h or 7d.")
    private @Nullable Duration timeToLive;

    @ArgGroup(exclusive = true)
    private Condition condition = new Condition();

    private final OutputOptions output;

    /** Prints to {@code output}, and reaches nodes through {@code connector}. */
    public PutCommand(OutputOptions output, Connector connector) {
        this.output = output;
        client = new ClientOptions(connector);
    }

    /** At most one condition. */
    static final class Condition {
        @Option(names = "--if-absent", description = "Store only if there is no value yet.")
        private boolean absent;

        @Option(
                names = "--if-version",
                paramLabel = "VERSION",
                converter = VersionConverter.class,
                description = "Store only if the current value has this version.")
        private @Nullable Version version;
    }

    @Override
    public Integer call() throws Exception {
        Bytes name = key.value();
        Bytes content = new ValueSource(Optional.ofNullable(value), Optional.ofNullable(file)).read();
        @Nullable Version expected = condition.version;
        WriteResult result = client.nodes().ask((node, limit) -> {
            WriteOptions options = consistency.write(limit, Optional.ofNullable(timeToLive));
            if (condition.absent) {
                return node.putIfAbsent(name, content, options);
            }
            if (expected != null) {
                return node.replace(name, expected, content, options);
            }
            CompletableFuture<Version> put = node.put(name, content, options);
            return put.thenApply(WriteResult.Applied::new);
        });
        return new WriteReport(output.console(), "stored " + Quantity.bytes(content.length())).print(result);
    }
}
