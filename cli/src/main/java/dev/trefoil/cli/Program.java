package dev.trefoil.cli;

import dev.trefoil.cli.client.Connector;
import dev.trefoil.cli.command.AddCommand;
import dev.trefoil.cli.command.DiscardCommand;
import dev.trefoil.cli.command.ElementsCommand;
import dev.trefoil.cli.command.GetCommand;
import dev.trefoil.cli.command.LocateCommand;
import dev.trefoil.cli.command.PutCommand;
import dev.trefoil.cli.command.RemoveCommand;
import dev.trefoil.cli.command.RouteCommand;
import dev.trefoil.cli.command.StatusCommand;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Logging;
import dev.trefoil.cli.console.OutputOptions;
import dev.trefoil.cli.console.Problem;
import dev.trefoil.cli.console.Problems;
import dev.trefoil.cli.demo.DemoCommand;
import dev.trefoil.cli.lab.ChordLabCommand;
import dev.trefoil.cli.lab.LabCommand;
import dev.trefoil.cli.node.NodeCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** All commands put together; runs one of them and answers with the exit code. */
final class Program {

    private static final int HELP_WIDTH = 80;

    private final OutputOptions output;
    private final CommandLine commandLine;

    /** Prints to the given streams, and reaches nodes through {@code connector}. */
    Program(PrintStream out, PrintStream err, Connector connector) {
        output = new OutputOptions(out, err);
        commandLine = new CommandLine(new TrefoilCommand(output));
        for (Object command : commands(connector)) {
            commandLine.addSubcommand(command);
        }
        commandLine.addSubcommand(new HelpCommand());
        commandLine.getCommandSpec().usageMessage().exitCodeList(ExitCode.table());
        commandLine
                .setUsageHelpWidth(HELP_WIDTH)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setAbbreviatedOptionsAllowed(false)
                .setExecutionStrategy(parsed -> {
                    Logging.to(err, output.console().isVerbose());
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler(this::misused)
                .setExecutionExceptionHandler(
                        (error, command, parsed) -> output.console().problem(Problems.of(error), error));
    }

    /** Runs the command that {@code args} name. */
    int run(String... args) {
        return commandLine.execute(args);
    }

    /** The commands, for tests of their help. */
    CommandLine commandLine() {
        return commandLine;
    }

    private List<Object> commands(Connector connector) {
        return List.of(
                new DemoCommand(output, connector, Main.class),
                new CommandLine(new LabCommand()).addSubcommand(new ChordLabCommand(output)),
                new NodeCommand(output),
                new PutCommand(output, connector),
                new GetCommand(output, connector),
                new RemoveCommand(output, connector),
                new AddCommand(output, connector),
                new DiscardCommand(output, connector),
                new ElementsCommand(output, connector),
                new LocateCommand(output, connector),
                new RouteCommand(output, connector),
                new StatusCommand(output, connector));
    }

    /** Wrong arguments: what is wrong, and where to look; not the whole help. */
    private int misused(ParameterException error, String[] args) {
        CommandLine command = error.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        boolean json = List.of(args).contains("--json");
        Problem problem = Problem.of(
                ExitCode.USAGE, String.valueOf(error.getMessage()), "\"" + name + " --help\" shows what it takes.");
        return output.console().withJson(json).problem(problem, error);
    }
}
