package dev.trefoil.cli;

import dev.trefoil.cli.console.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trefoil help}: the same as {@code --help}, for those who write it the other way round. */
@Command(
        name = "help",
        header = "Explain a command.",
        helpCommand = true,
        footerHeading = "%nExample:%n",
        footer = "  trefoil help put")
final class HelpCommand implements Callable<Integer> {

    @Parameters(index = "0", arity = "0..1", paramLabel = "COMMAND", description = "One of the commands.")
    private @Nullable String topic;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine all =
                spec == null ? new CommandLine(this) : spec.commandLine().getParent();
        CommandLine found = topic == null ? all : all.getSubcommands().get(topic);
        if (found == null) {
            throw new ParameterException(all, "there is no command '" + topic + "'");
        }
        found.usage(all.getOut());
        return ExitCode.OK.number();
    }
}
