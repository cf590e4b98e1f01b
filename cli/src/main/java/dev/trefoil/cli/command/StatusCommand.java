package dev.trefoil.cli.command;

import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus;
import dev.trefoil.cli.client.Connector;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Json;
import dev.trefoil.cli.console.OutputOptions;
import dev.trefoil.cli.console.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trefoil status}: prints what a node knows of itself. */
@Command(
        name = "status",
        header = "Show what a node knows of itself.",
        description = "Its state is SETTLED once it holds all it is responsible for and has nothing left to hand over.",
        footerHeading = "%nExamples:%n",
        footer = {"  trefoil status", "  trefoil status --node 127.0.0.1:7401 --json"})
public final class StatusCommand implements Callable<Integer> {

    @Mixin
    private final ClientOptions client;

    private final OutputOptions output;

    /** Prints to {@code output}, and reaches nodes through {@code connector}. */
    public StatusCommand(OutputOptions output, Connector connector) {
        this.output = output;
        client = new ClientOptions(connector);
    }

    @Override
    public Integer call() throws Exception {
        NodeStatus status = client.nodes().ask((node, limit) -> node.status());
        output.console().result(() -> text(status), () -> json(status));
        return ExitCode.OK.number();
    }

    static String text(NodeStatus status) {
        StringBuilder text = new StringBuilder();
        row(text, "state", status.state().toString());
        row(
                text,
                "network",
                status.network() + ", overlay " + status.overlay() + ", " + status.bits() + "-bit identifiers, "
                        + (status.replicas() == 1 ? "1 copy" : status.replicas() + " copies"));
        row(text, "holds", Quantity.count(status.entries(), "key") + ", " + Quantity.bytes(status.bytes()));
        row(text, "lookups", lookups(status));
        nodes(text, "this node", status.nodes());
        nodes(text, "neighbours", status.neighbors());
        return text.toString().stripTrailing();
    }

    static Json json(NodeStatus status) {
        return Json.object()
                .with("state", status.state().toString())
                .with("network", status.network())
                .with("overlay", status.overlay())
                .with("bits", status.bits())
                .with("replicas", status.replicas())
                .with("entries", status.entries())
                .with("bytes", status.bytes())
                .with("lookups", status.lookups())
                .with("lookupHops", status.lookupHops())
                .with("lookupHopsMax", status.lookupHopsMax())
                .with("nodes", NodeTexts.json(status.nodes()))
                .with("neighbors", NodeTexts.json(status.neighbors()));
    }

    private static String lookups(NodeStatus status) {
        String count = Quantity.count(status.lookups());
        return status.lookups() == 0
                ? count
                : String.format(
                        Locale.ROOT,
                        "%s, %.2f hops on average, at most %d",
                        count,
                        (double) status.lookupHops() / status.lookups(),
                        status.lookupHopsMax());
    }

    private static void nodes(StringBuilder text, String name, List<NodeRef> nodes) {
        if (nodes.isEmpty()) {
            row(text, name, "none");
        }
        for (int i = 0; i < nodes.size(); i++) {
            row(text, i == 0 ? name : "", NodeTexts.row(nodes.get(i)));
        }
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-11s %s%n", name, value));
    }
}
