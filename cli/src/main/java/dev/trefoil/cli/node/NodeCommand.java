package dev.trefoil.cli.node;

import dev.trefoil.Address;
import dev.trefoil.Dht;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus;
import dev.trefoil.cli.command.AddressConverter;
import dev.trefoil.cli.command.DurationConverter;
import dev.trefoil.cli.command.NodeTexts;
import dev.trefoil.cli.console.Console;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Json;
import dev.trefoil.cli.console.OutputOptions;
import dev.trefoil.cli.console.Problem;
import dev.trefoil.cli.console.Quantity;
import dev.trefoil.dht.StoreDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trefoil node}: runs a node until it is told to leave. */
@Command(
        name = "node",
        header = "Run a node: start a network, or join one.",
        description = "Without --seed it starts a network of its own. When it is ready it prints one line. Ctrl-C or"
                + " SIGTERM hands over what it holds and leaves; a second Ctrl-C stops at once. Nodes trust each other"
                + " and whoever can reach their port: listen on loopback or on a private network only.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  trefoil node",
            "  trefoil node --listen 127.0.0.1:7401 --seed 127.0.0.1:7400",
            "  trefoil node --store data",
            "  trefoil node --listen 127.0.0.1:0 --seed 127.0.0.1:7400 --json"
        })
public final class NodeCommand implements Callable<Integer> {

    /** The node keeps its own limit; this much later it is taken for broken. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    /** After this long without a word a person begins to wonder. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            converter = AddressConverter.class,
            defaultValue = "127.0.0.1:7400",
            description = {
                "Where others reach this node (default: ${DEFAULT-VALUE}).",
                "Port 0 takes any free port; the line tells which."
            })
    private Address listen = new Address("127.0.0.1", 7400);

    @Option(
            names = "--seed",
            paramLabel = "HOST:PORT",
            converter = AddressConverter.class,
            description = "A node of the network to join. Repeat it to name others in case this one is down.")
    private List<Address> seeds = List.of();

    @Option(
            names = "--network",
            paramLabel = "NAME",
            defaultValue = "trefoil",
            description = "Nodes join only networks of this name (default: ${DEFAULT-VALUE}).")
    private String network = "trefoil";

    @Option(
            names = "--overlay",
            paramLabel = "NAME",
            defaultValue = "chord",
            description = "How keys find nodes; the same in the whole network (default: ${DEFAULT-VALUE}).")
    private String overlay = "chord";

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "3",
            description = "Copies kept of every value; the same in the whole network (default: ${DEFAULT-VALUE}).")
    private int replicas;

    @Option(
            names = "--bits",
            paramLabel = "M",
            defaultValue = "160",
            description = "Length of identifiers, 3 to 160; the same in the whole network (default: ${DEFAULT-VALUE}).")
    private int bits;

    @Option(
            names = "--virtual-nodes",
            paramLabel = "N",
            defaultValue = "1",
            description = "Points on the circle this process takes; more spread the keys more evenly"
                    + " (default: ${DEFAULT-VALUE}).")
    private int virtualNodes;

    @Option(
            names = "--join-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "30s",
            description = "How long to look for the seeds (default: ${DEFAULT-VALUE}).")
    private Duration joinTimeout = Duration.ofSeconds(30);

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = {
                "Keep this node's share of the values in this directory, where they outlive the process"
                        + " (default: in memory).",
                "The directory belongs to one address; port 0 takes the one it had."
            })
    private @Nullable Path store;

    @Option(names = "--until-stdin-closes", hidden = true, description = "Exit at once when standard input closes.")
    private boolean untilInputCloses;

    private final OutputOptions output;
    private final NodeStarter starter;

    /** Prints to {@code output}; runs a node over gRPC. */
    public NodeCommand(OutputOptions output) {
        this(output, new GrpcNodeStarter());
    }

    NodeCommand(OutputOptions output, NodeStarter starter) {
        this.output = output;
        this.starter = starter;
    }

    @Override
    public Integer call() throws Exception {
        Console console = output.console();
        if (untilInputCloses) {
            Lifeline.watch(System.in, () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number()));
        }
        Dht node = start(console);
        NodeStatus status = node.status().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        console.result(() -> text(status), () -> json(status));
        Departure.atSignal(node, store != null, console);
        new CountDownLatch(1).await();
        return ExitCode.OK.number();
    }

    /** One line for a person. */
    static String text(NodeStatus status) {
        List<NodeRef> nodes = status.nodes();
        String more = nodes.size() > 1 ? " and " + (nodes.size() - 1) + " more" : "";
        return "ready at " + nodes.get(0).address() + ", id " + nodes.get(0).id() + more + ", network "
                + status.network();
    }

    /** One line for a program. */
    static Json json(NodeStatus status) {
        return Json.object()
                .with("address", status.nodes().get(0).address().toString())
                .with("network", status.network())
                .with("overlay", status.overlay())
                .with("bits", status.bits())
                .with("replicas", status.replicas())
                .with("nodes", NodeTexts.json(status.nodes()))
                .with("pid", ProcessHandle.current().pid());
    }

    private Dht start(Console console) throws Exception {
        CompletableFuture<? extends Dht> starting;
        try {
            starting = starter.start(new NodeSettings(
                    listen,
                    seeds,
                    overlay,
                    replicas,
                    virtualNodes,
                    new KeySpace(bits),
                    network,
                    joinTimeout,
                    Optional.ofNullable(store).map(StoreDirectory::new)));
        } catch (IllegalArgumentException e) {
            throw Problem.of(ExitCode.USAGE, String.valueOf(e.getMessage())).asException();
        }
        try {
            return starting.get(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException quiet) {
            String through = seeds.stream().map(Address::toString).collect(Collectors.joining(", "));
            console.message(
                    "Still joining through " + through + "; gives up after " + Quantity.time(joinTimeout) + ".");
        }
        try {
            return starting.get(joinTimeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw Problem.of(
                            ExitCode.CANNOT_CONNECT,
                            "the node did not become ready within "
                                    + joinTimeout.plus(GRACE).toSeconds() + " s",
                            "The network may be repairing itself. Try again in a moment.")
                    .asException();
        }
    }
}
