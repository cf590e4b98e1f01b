package dev.trefoil.cli.console;

import java.io.PrintStream;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command has: how it prints. */
public final class OutputOptions {

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print one JSON object on standard output, and nothing else there.")
    private boolean json;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show details on standard error: log messages, and where errors come from.")
    private boolean verbose;

    private final PrintStream out;
    private final PrintStream err;

    /** Prints to the given streams. */
    public OutputOptions(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Where to print, once the arguments have been read. */
    public Console console() {
        return new Console(out, err, json, verbose);
    }
}
