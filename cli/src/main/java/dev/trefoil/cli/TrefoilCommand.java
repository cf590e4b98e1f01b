package dev.trefoil.cli;

import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.OutputOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code trefoil} without a command: tells what there is. */
@Command(
        name = "trefoil",
        header = "Trefoil: a distributed hash table over a network of equals.",
        description = "Start one node, start more that join it, and store and find values through any of them.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = TrefoilCommand.VersionFromJar.class,
        exitCodeListHeading = "%nExit codes:%n",
        footerHeading = "%nA first walk:%n",
        footer = {
            "  trefoil demo                                  everything in one minute",
            "  trefoil node                                  start a network",
            "  trefoil node --listen 127.0.0.1:7401 --seed 127.0.0.1:7400",
            "  trefoil put greeting hello",
            "  trefoil get greeting --node 127.0.0.1:7401",
            "",
            "\"trefoil COMMAND --help\" explains a command."
        })
@SuppressWarnings("UnusedVariable") // Picocli reads the options it has filled in.
final class TrefoilCommand implements Callable<Integer> {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version and exit.")
    private boolean version;

    @Mixin
    private final OutputOptions output;

    @Spec
    private @Nullable CommandSpec spec;

    TrefoilCommand(OutputOptions output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getErr());
        }
        return ExitCode.USAGE.number();
    }

    /** The version that the build has written into the jar. */
    static final class VersionFromJar implements IVersionProvider {
        @Override
        public String[] getVersion() {
            @Nullable String built = TrefoilCommand.class.getPackage().getImplementationVersion();
            return new String[] {"trefoil " + (built == null ? "(not built from a jar)" : built)};
        }
    }
}
