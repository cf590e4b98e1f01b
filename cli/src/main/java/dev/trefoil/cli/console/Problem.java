package dev.trefoil.cli.console;

import java.util.Optional;

/**
 * Something that went wrong, in words for a person.
 *
 * @param code what the process exits with
 * @param message what went wrong and why; one or two lines
 * @param advice what to do about it; empty if there is nothing to say
 */
public record Problem(ExitCode code, String message, Optional<String> advice) {

    /** A problem with advice. */
    public static Problem of(ExitCode code, String message, String advice) {
        return new Problem(code, message, Optional.of(advice));
    }

    /** A problem that speaks for itself. */
    public static Problem of(ExitCode code, String message) {
        return new Problem(code, message, Optional.empty());
    }

    /** The same problem as an exception that ends the command. */
    public ProblemException asException() {
        return new ProblemException(this);
    }
}
