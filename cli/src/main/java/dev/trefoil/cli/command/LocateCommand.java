package dev.trefoil.cli.command;

import dev.trefoil.Bytes;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
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

/** {@code trefoil locate}: prints where a key lives and the way there. */
@Command(
        name = "locate",
        header = "Show where a key lives, and the way there hop by hop.",
        description =
                "The key is hashed to a point on the circle. The node that is asked seeks the nodes that hold this"
                        + " point, and tells which nodes it had to ask.",
        footerHeading = "%nExamples:%n",
        footer = {"  trefoil locate greeting", "  trefoil locate greeting --node 127.0.0.1:7401 --json"})
public final class LocateCommand implements Callable<Integer> {

    @Mixin
    private final KeyParameter key = new KeyParameter();

    @Mixin
    private final ClientOptions client;

    private final OutputOptions output;

    /** Prints to {@code output}, and reaches nodes through {@code connector}. */
    public LocateCommand(OutputOptions output, Connector connector) {
        this.output = output;
        client = new ClientOptions(connector);
    }

    @Override
    public Integer call() throws Exception {
        Bytes name = key.value();
        Located located = client.nodes().ask((node, limit) -> node.locate(name));
        output.console().result(() -> text(located), () -> json(located));
        return ExitCode.OK.number();
    }

    static String text(Located located) {
        StringBuilder text = new StringBuilder("point    ").append(located.key().toHex());
        located.range()
                .ifPresent(range -> text.append("\narc      from ")
                        .append(range.after())
                        .append(" to ")
                        .append(range.upTo())
                        .append(", all held by the same nodes"));
        text.append("\nway      ");
        text.append(
                located.path().isEmpty()
                        ? "no hop: the node that was asked knows"
                        : Quantity.count(located.path().size(), "hop"));
        rows(text, "hop", located.path());
        text.append("\nheld by  ").append(Quantity.count(located.holders().size(), "node"));
        rows(text, "copy", located.holders());
        return text.toString();
    }

    static Json json(Located located) {
        Json json = Json.object()
                .with("key", located.key().toHex())
                .with("hops", located.path().size())
                .with("path", NodeTexts.json(located.path()))
                .with("holders", NodeTexts.json(located.holders()));
        return located.range()
                .map(range -> json.with(
                        "range",
                        Json.object()
                                .with("after", range.after().toHex())
                                .with("upTo", range.upTo().toHex())))
                .orElse(json);
    }

    private static void rows(StringBuilder text, String what, List<NodeRef> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            text.append(String.format(Locale.ROOT, "%n  %-4s %d  %s", what, i + 1, NodeTexts.row(nodes.get(i))));
        }
    }
}
