package dev.trefoil.cli.lab;

import dev.trefoil.cli.console.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trefoil lab} without a chapter: tells which there are. */
@Command(
        name = "lab",
        header = "Measure the overlays against the papers they come from.",
        description =
                "Runs the experiments behind the figures and tables of the papers with the code of this project, in"
                        + " simulated networks of up to a million nodes, and compares each number with the paper's.",
        synopsisSubcommandLabel = "CHAPTER",
        commandListHeading = "%nChapters:%n",
        footerHeading = "%nExamples:%n",
        footer = {"  trefoil lab chord --quick", "  trefoil lab chord --rows C1,C4 --seed 7"})
public final class LabCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getErr());
        }
        return ExitCode.USAGE.number();
    }
}
