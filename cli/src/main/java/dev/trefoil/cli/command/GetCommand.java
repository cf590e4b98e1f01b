package dev.trefoil.cli.command;

import dev.trefoil.Bytes;
import dev.trefoil.Versioned;
import dev.trefoil.cli.client.Connector;
import dev.trefoil.cli.console.Console;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Json;
import dev.trefoil.cli.console.OutputOptions;
import dev.trefoil.cli.console.Problem;
import dev.trefoil.cli.console.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trefoil get}: prints a value. */
@Command(
        name = "get",
        header = "Print the value under a key.",
        description = "The bytes are printed as they were stored, so they survive a pipe. With --json the value is a"
                + " text if it is valid UTF-8, and base64 otherwise; the version is for --if-version.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  trefoil get greeting",
            "  trefoil get photo --out photo.jpg",
            "  trefoil get greeting --json --node 127.0.0.1:7401"
        })
public final class GetCommand implements Callable<Integer> {

    @Mixin
    private final KeyParameter key = new KeyParameter();

    @Mixin
    private final ClientOptions client;

    @Mixin
    private final ConsistencySetting consistency = new ConsistencySetting();

    @Option(names = "--out", paramLabel = "FILE", description = "Write the value to this file.")
    private @Nullable Path out;

    private final OutputOptions output;

    /** Prints to {@code output}, and reaches nodes through {@code connector}. */
    public GetCommand(OutputOptions output, Connector connector) {
        this.output = output;
        client = new ClientOptions(connector);
    }

    @Override
    public Integer call() throws Exception {
        Bytes name = key.value();
        Optional<Versioned> found = client.nodes().ask((node, limit) -> node.get(name, consistency.read(limit)));
        if (found.isEmpty()) {
            throw Problem.of(ExitCode.NOT_FOUND, "there is no value under this key")
                    .asException();
        }
        print(found.get());
        return ExitCode.OK.number();
    }

    private void print(Versioned found) throws IOException {
        Console console = output.console();
        Path file = out;
        if (file != null) {
            Files.write(file, found.value().toArray());
            String done = "wrote " + Quantity.bytes(found.value().length()) + " to " + file;
            console.result(() -> done, () -> describe(found).with("file", file.toString()));
        } else if (console.isJson()) {
            console.result(() -> "", () -> Values.into(describe(found), "value", found.value()));
        } else {
            console.bytes(found.value().toArray());
        }
    }

    private static Json describe(Versioned found) {
        return Json.object()
                .with("version", found.version().toString())
                .with("written", found.version().written().toString())
                .with("expires", found.expiry().map(Instant::toString))
                .with("bytes", found.value().length());
    }
}
