package dev.trefoil.cli.demo;

import dev.trefoil.KeySpace;
import dev.trefoil.cli.client.Connector;
import dev.trefoil.cli.console.Console;
import dev.trefoil.cli.console.Emphasis;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.OutputOptions;
import dev.trefoil.cli.console.Quantity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trefoil demo}: the whole project in a minute. */
@Command(
        name = "demo",
        header = "Store a directory in a network of processes, kill some, and lose nothing.",
        description =
                "Starts nodes as processes of their own on this machine, stores every file of the directory, kills"
                        + " nodes with SIGKILL while reads and writes go on, lets others join and leave, and finally reads"
                        + " everything again and compares. Exits with 0 if nothing was lost, and with 7 if anything was.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  trefoil demo",
            "  trefoil demo ~/Pictures --nodes 7 --kill 2",
            "  trefoil demo --quick --json",
            "  trefoil demo --quick --store demo-data"
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int QUICK_FILES = 150;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIRECTORY",
            description = "What to store (default: Trefoil's own sources).")
    private @Nullable Path directory;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "5",
            description = "Nodes to start with (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--kill",
            paramLabel = "N",
            defaultValue = "1",
            description = "Nodes to kill at the same moment (default: ${DEFAULT-VALUE}).")
    private int kill;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "3",
            description = "Copies kept of every value (default: ${DEFAULT-VALUE}).")
    private int replicas;

    @Option(
            names = "--virtual-nodes",
            paramLabel = "N",
            defaultValue = "1",
            description = "Points on the circle for each process (default: ${DEFAULT-VALUE}).")
    private int virtualNodes;

    @Option(
            names = "--bits",
            paramLabel = "M",
            defaultValue = "160",
            description = "Length of identifiers in bits (default: ${DEFAULT-VALUE}).")
    private int bits;

    @Option(
            names = "--overlay",
            paramLabel = "NAME",
            defaultValue = "chord",
            description = "How keys find nodes (default: ${DEFAULT-VALUE}).")
    private String overlay = "chord";

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description =
                    "Keep the values on disk in this directory. Run it again with the same one: it first looks for"
                            + " everything the last run stored.")
    private @Nullable Path store;

    @Option(names = "--quick", description = "Store only some of the files.")
    private boolean quick;

    @Option(names = "--keep", description = "Leave the nodes running at the end, until Ctrl-C.")
    private boolean keep;

    private final OutputOptions output;
    private final Connector connector;
    private final Class<?> mainClass;

    /**
     * Prints to {@code output}, and reaches nodes through {@code connector}.
     *
     * @param mainClass the entry point that the nodes are started with
     */
    public DemoCommand(OutputOptions output, Connector connector, Class<?> mainClass) {
        this.output = output;
        this.connector = connector;
        this.mainClass = mainClass;
    }

    @Override
    public Integer call() throws Exception {
        Console console = output.console();
        Plan plan = new Plan(nodes, replicas, virtualNodes, bits, kill, overlay);
        FileSet files = FileSet.of(directory == null ? Sources.find() : directory);
        FileSet chosen = quick ? files.sample(QUICK_FILES) : files;
        Logs logs = Logs.create();
        Optional<Path> home = Optional.ofNullable(store).map(Path::toAbsolutePath);
        Disks disks = new Disks(home);
        LastRun last = LastRun.read(home);
        FreePorts ports = new FreePorts(new KeySpace(bits), virtualNodes);
        NodeCommandLine java = new NodeCommandLine(plan.heapMegabytes(chosen.bytes()), mainClass);
        try (Fleet fleet = new Fleet(java, plan.nodeFlags(), ports, disks, logs.directory());
                FleetAccess access = new FleetAccess(connector, plan.acknowledgement())) {
            EndOfAll end = EndOfAll.guard(fleet, logs, console);
            introduce(console, plan, chosen);
            Summary summary = tell(new Demo(plan, chosen, fleet, access, console, home, last), fleet);
            conclude(console, summary);
            if (keep) {
                keepRunning(console, fleet);
            }
            end.success();
            return (summary.lost().isEmpty() ? ExitCode.OK : ExitCode.LOST).number();
        }
    }

    /** When the end has come from outside, whatever fails now fails because the nodes are being killed. */
    private static Summary tell(Demo demo, Fleet fleet) throws Exception {
        try {
            return demo.run();
        } catch (Exception e) {
            if (fleet.isClosed()) {
                new CountDownLatch(1).await();
            }
            throw e;
        }
    }

    private static void introduce(Console console, Plan plan, FileSet files) {
        console.narrate(Emphasis.strong("Trefoil demo"));
        console.narrate("  " + plan.nodes() + " nodes, each a process of its own; they speak gRPC over 127.0.0.1.");
        console.narrate("  " + Quantity.count(files.files().size(), "file") + ", " + Quantity.bytes(files.bytes())
                + ", " + Quantity.count(plan.replicas(), "copy") + " of each; a write counts once "
                + plan.acknowledgement().of(plan.replicas()) + " are stored.");
        console.narrate("  from " + files.directory().toAbsolutePath().normalize());
        if (files.unreadable() > 0) {
            console.message("trefoil: left out " + files.unreadable() + " that cannot be read");
        }
    }

    private static void conclude(Console console, Summary summary) {
        console.narrate("");
        console.narrate(Emphasis.strong("Summary"));
        console.narrate(summary.text().stripTrailing());
        if (console.isJson()) {
            console.result(() -> "", summary::json);
        } else {
            String verdict = summary.verdict();
            console.narrate(summary.lost().isEmpty() ? Emphasis.good(verdict) : Emphasis.bad(verdict));
        }
    }

    private static void keepRunning(Console console, Fleet fleet) throws InterruptedException {
        List<String> addresses =
                fleet.addresses().stream().map(address -> "--node " + address).toList();
        console.message("The nodes keep running until Ctrl-C. Try, in another terminal:");
        console.message("  trefoil status " + addresses.get(0));
        console.message("  trefoil locate README.md " + addresses.get(addresses.size() - 1));
        new CountDownLatch(1).await();
    }
}
