package dev.trefoil.cli.demo;

import dev.trefoil.cli.console.Console;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes sure that nothing is left of the demo, however it ends: Ctrl-C, SIGTERM, an error, or success. Only SIGKILL
 * escapes it; then the nodes notice that their standard input has closed.
 */
final class EndOfAll {

    private final Fleet fleet;
    private final Logs logs;
    private final Console console;
    private final AtomicBoolean succeeded = new AtomicBoolean();

    private EndOfAll(Fleet fleet, Logs logs, Console console) {
        this.fleet = fleet;
        this.logs = logs;
        this.console = console;
    }

    /** From now on the end of this process is the end of its nodes. */
    static EndOfAll guard(Fleet fleet, Logs logs, Console console) {
        EndOfAll end = new EndOfAll(fleet, logs, console);
        Runtime.getRuntime().addShutdownHook(new Thread(end::finish, "demo-end"));
        return end;
    }

    /** The story has been told: what the nodes wrote is of no interest any more. */
    void success() {
        succeeded.set(true);
    }

    private void finish() {
        boolean interrupted = !fleet.isClosed();
        fleet.close();
        if (interrupted) {
            console.message("Interrupted: all nodes have been stopped.");
        }
        if (succeeded.get() || interrupted) {
            logs.delete();
        } else {
            console.message("What the nodes wrote is in " + logs.directory());
        }
    }
}
