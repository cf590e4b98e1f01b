package dev.trefoil.cli.command;

import dev.trefoil.Bytes;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Problem;
import picocli.CommandLine.Parameters;

/** The set that a command changes, and the element it adds or takes out. */
final class SetParameters {

    @Parameters(index = "0", paramLabel = "KEY", converter = TextConverter.class, description = "Any text.")
    private Bytes key = Bytes.EMPTY;

    @Parameters(index = "1", paramLabel = "ELEMENT", converter = TextConverter.class, description = "Any text.")
    private Bytes element = Bytes.EMPTY;

    /** The key of the set; never empty. */
    Bytes key() {
        return KeyParameter.nonEmpty(key);
    }

    /** The element; never empty. */
    Bytes element() {
        if (element.isEmpty()) {
            throw Problem.of(ExitCode.USAGE, "the element is empty", "An element has at least one byte.")
                    .asException();
        }
        return element;
    }
}
