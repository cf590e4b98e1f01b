package dev.trefoil.cli.command;

import dev.trefoil.NodeRef;
import dev.trefoil.cli.console.Json;
import java.util.List;
import java.util.Locale;

/** Nodes as they are printed. */
public final class NodeTexts {

    private NodeTexts() {}

    /** One node in one line, in columns. */
    public static String row(NodeRef node) {
        return String.format(Locale.ROOT, "%-21s  id %s", node.address(), node.id());
    }

    /** Nodes for a program. */
    public static List<Json> json(List<NodeRef> nodes) {
        return nodes.stream()
                .map(node -> Json.object()
                        .with("id", node.id().toHex())
                        .with("address", node.address().toString()))
                .toList();
    }
}
