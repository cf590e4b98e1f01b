package dev.trefoil.cli.command;

import dev.trefoil.Bytes;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Problem;
import picocli.CommandLine.Parameters;

/** The key that a command is about. */
final class KeyParameter {

    @Parameters(index = "0", paramLabel = "KEY", converter = TextConverter.class, description = "Any text.")
    private Bytes key = Bytes.EMPTY;

    /** The key; never empty. */
    Bytes value() {
        return nonEmpty(key);
    }

    /** {@code key}, unless it is empty. */
    static Bytes nonEmpty(Bytes key) {
        if (key.isEmpty()) {
            throw Problem.of(ExitCode.USAGE, "the key is empty", "A key has at least one byte.")
                    .asException();
        }
        return key;
    }
}
