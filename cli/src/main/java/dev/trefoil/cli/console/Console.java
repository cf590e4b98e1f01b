package dev.trefoil.cli.console;

import java.io.PrintStream;
import java.util.function.Supplier;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command prints: results to standard output, messages to standard error.
 *
 * <p>With {@code --json} standard output gets one JSON object and nothing else. Thread-safe.
 */
public final class Console {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;
    private final boolean verbose;

    /**
     * Prints to the given streams.
     *
     * @param json whether results are printed for a program
     * @param verbose whether problems come with their details
     */
    public Console(PrintStream out, PrintStream err, boolean json, boolean verbose) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.verbose = verbose;
    }

    /** The same, for a program or for a person. */
    public Console withJson(boolean wanted) {
        return new Console(out, err, wanted, verbose);
    }

    /** The result, for a person or for a program; only the form that is printed is built. */
    public void result(Supplier<String> text, Supplier<Json> object) {
        if (json) {
            out.println(object.get());
        } else {
            String lines = text.get();
            if (!lines.isEmpty()) {
                out.println(lines);
            }
        }
        out.flush();
    }

    /** Bytes as they are, so that a value survives a pipe; a newline is added only for a person's eyes. */
    public void bytes(byte[] content) {
        out.write(content, 0, content.length);
        if (isTerminal() && content.length > 0 && content[content.length - 1] != '\n') {
            out.println();
        }
        out.flush();
    }

    /** What happens on the way, for a person; not part of the result. */
    public void message(String text) {
        err.println(text);
        err.flush();
    }

    /** A line of a story: part of the output for a person, and out of the way of a program. */
    public void narrate(String text) {
        PrintStream stream = narration();
        stream.println(text);
        stream.flush();
    }

    /** A line that the next one overwrites; for terminals only. */
    public void overwrite(String text) {
        PrintStream stream = narration();
        stream.print("\r" + text + "\u001B[K");
        stream.flush();
    }

    /** Prints a problem and, if asked for, the exception it came from; answers with the exit code. */
    public int problem(Problem problem, Throwable details) {
        err.println("trefoil: " + problem.message());
        problem.advice().ifPresent(err::println);
        if (verbose) {
            details.printStackTrace(err);
        }
        err.flush();
        if (json) {
            out.println(Json.object()
                    .with("error", problem.code().label())
                    .with("message", problem.message())
                    .with("advice", problem.advice())
                    .with("exitCode", problem.code().number()));
            out.flush();
        }
        return problem.code().number();
    }

    /** Whether results are printed for a program. */
    public boolean isJson() {
        return json;
    }

    /** Whether details are wanted. */
    public boolean isVerbose() {
        return verbose;
    }

    /** Whether a person looks at a screen that can overwrite a line. */
    public boolean isTerminal() {
        return Terminal.isInteractive() && Ansi.AUTO.enabled();
    }

    private PrintStream narration() {
        return json ? err : out;
    }
}
