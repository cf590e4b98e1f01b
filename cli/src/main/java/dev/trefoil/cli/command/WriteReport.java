package dev.trefoil.cli.command;

import dev.trefoil.Version;
import dev.trefoil.Versioned;
import dev.trefoil.WriteResult;
import dev.trefoil.cli.console.Console;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Json;
import java.util.Optional;

/** Prints what became of a write. */
final class WriteReport {

    private final Console console;
    private final String done;

    /** Says {@code done} of a write that was applied. */
    WriteReport(Console console, String done) {
        this.console = console;
        this.done = done;
    }

    /** Prints the result and gives the exit code. */
    int print(WriteResult result) {
        if (result instanceof WriteResult.Applied applied) {
            return print(applied.version());
        }
        Optional<Versioned> current = ((WriteResult.Refused) result).current();
        Optional<String> version = current.map(value -> value.version().toString());
        console.result(
                () -> "not applied: "
                        + version.map(text -> "the current version is " + text).orElse("there is no value"),
                () -> Json.object()
                        .with("applied", false)
                        .with("currentVersion", version)
                        .with("exitCode", ExitCode.CONDITION_NOT_MET.number()));
        return ExitCode.CONDITION_NOT_MET.number();
    }

    /** Prints the version of a write that has no condition. */
    int print(Version version) {
        console.result(
                () -> done + "\nversion " + version,
                () -> Json.object().with("applied", true).with("version", version.toString()));
        return ExitCode.OK.number();
    }
}
