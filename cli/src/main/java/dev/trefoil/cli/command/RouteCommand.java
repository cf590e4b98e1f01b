package dev.trefoil.cli.command;

import dev.trefoil.Bytes;
import dev.trefoil.RouteReply;
import dev.trefoil.cli.client.Connector;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Json;
import dev.trefoil.cli.console.OutputOptions;
import dev.trefoil.cli.console.Quantity;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trefoil route}: sends a message to whoever is responsible for a key. */
@Command(
        name = "route",
        header = "Send a message to the application at the node responsible for a key.",
        description = "The message travels from node to node; the application of that name at the key's root answers."
                + " Every node started by this command has an application named echo, which returns what it gets.",
        footerHeading = "%nExample:%n",
        footer = "  trefoil route echo greeting \"who is there?\"")
public final class RouteCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "APP", description = "The name of the application, for example echo.")
    private String application = "";

    @Parameters(index = "1", paramLabel = "KEY", converter = TextConverter.class, description = "Any text.")
    private Bytes key = Bytes.EMPTY;

    @Parameters(index = "2", paramLabel = "PAYLOAD", converter = TextConverter.class, description = "Any text.")
    private Bytes payload = Bytes.EMPTY;

    @Mixin
    private final ClientOptions client;

    private final OutputOptions output;

    /** Prints to {@code output}, and reaches nodes through {@code connector}. */
    public RouteCommand(OutputOptions output, Connector connector) {
        this.output = output;
        client = new ClientOptions(connector);
    }

    @Override
    public Integer call() throws Exception {
        Bytes name = KeyParameter.nonEmpty(key);
        RouteReply reply = client.nodes().ask((node, limit) -> node.route(application, name, payload));
        output.console()
                .result(
                        () -> reply.payload().toUtf8() + "\nfrom " + NodeTexts.row(reply.root()) + ", after "
                                + Quantity.count(reply.hops(), "hop"),
                        () -> Values.into(Json.object(), "reply", reply.payload())
                                .with("rootId", reply.root().id().toHex())
                                .with("rootAddress", reply.root().address().toString())
                                .with("hops", reply.hops()));
        return ExitCode.OK.number();
    }
}
