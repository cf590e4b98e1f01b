package dev.trefoil.cli.console;

import dev.trefoil.LimitExceededException;
import dev.trefoil.NoApplicationException;
import dev.trefoil.NodeClosedException;
import dev.trefoil.OutcomeUnknownException;
import dev.trefoil.StartException;
import dev.trefoil.UnavailableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Puts every exception into words: what, why, and what to do. No stack trace reaches the user. */
public final class Problems {

    private static final int MESSAGE_CHARACTERS_MAX = 500;

    private Problems() {}

    /** The problem behind {@code thrown}. */
    public static Problem of(Throwable thrown) {
        Throwable error = unwrap(thrown);
        if (error instanceof ProblemException known) {
            return known.problem();
        }
        if (error instanceof StartException start) {
            return start.reason() == StartException.Reason.STORE_UNUSABLE
                    ? Problem.of(ExitCode.FAILED, text(start), advice(start.reason()))
                    : Problem.of(ExitCode.CANNOT_CONNECT, text(start), advice(start.reason()));
        }
        if (error instanceof LimitExceededException) {
            return Problem.of(ExitCode.USAGE, text(error), "Nothing was sent.");
        }
        if (error instanceof OutcomeUnknownException unknown) {
            return Problem.of(
                    ExitCode.OUTCOME_UNKNOWN,
                    text(unknown),
                    "The write may appear later or never. Repeat it; if it is conditional, read the key first.");
        }
        if (error instanceof UnavailableException) {
            return Problem.of(ExitCode.FAILED, text(error), "Nothing was changed. Try again in a moment.");
        }
        if (error instanceof NodeClosedException) {
            return Problem.of(ExitCode.CANNOT_CONNECT, text(error), "Use another node: --node HOST:PORT.");
        }
        if (error instanceof NoApplicationException) {
            return Problem.of(
                    ExitCode.NOT_FOUND, text(error), "A node started by this command answers to the name \"echo\".");
        }
        return ofOther(error);
    }

    /** What an asynchronous call was wrapped in is of no interest to anybody. */
    public static Throwable unwrap(Throwable thrown) {
        Throwable error = thrown;
        while ((error instanceof CompletionException || error instanceof ExecutionException)
                && error.getCause() != null) {
            error = error.getCause();
        }
        return error;
    }

    private static Problem ofOther(Throwable error) {
        if (error instanceof IOException failure) {
            return Problem.of(ExitCode.FAILED, describe(failure));
        }
        if (error instanceof InterruptedException) {
            return Problem.of(ExitCode.INTERRUPTED, "interrupted");
        }
        if (error instanceof OutOfMemoryError) {
            return Problem.of(
                    ExitCode.FAILED, "out of memory", "Give the JVM more: TREFOIL_JAVA_OPTS=-Xmx4g ./trefoil ...");
        }
        return Problem.of(
                ExitCode.INTERNAL,
                "this should not have happened: " + error.getClass().getSimpleName() + ": " + text(error),
                "Please report it with the output of the same command and --verbose.");
    }

    private static String describe(IOException error) {
        if (error instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getFile();
        }
        if (error instanceof AccessDeniedException denied) {
            return "no permission to use " + denied.getFile();
        }
        return text(error);
    }

    private static String advice(StartException.Reason reason) {
        return switch (reason) {
            case UNKNOWN_HOST -> "Name an address of this machine: --listen HOST:PORT, for example 127.0.0.1:7400.";
            case ADDRESS_IN_USE -> "Choose another port with --listen HOST:PORT; port 0 takes any free one.";
            case SEEDS_UNREACHABLE -> "Check --seed and that a node runs there: trefoil status --node HOST:PORT.";
            case NOT_A_TREFOIL_NODE -> "Check the port of --seed; another program listens there.";
            case DIFFERENT_NETWORK ->
                "Use the same --network, --overlay, --bits and --replicas as the seed, or another seed.";
            case DUPLICATE_ID -> "Choose another address with --listen, or a larger --bits.";
            case STORE_UNUSABLE -> "Check --store DIR, or start without it to keep values in memory.";
            case TIMED_OUT -> "The network may be repairing itself. Try again in a moment.";
        };
    }

    private static String text(Throwable error) {
        @Nullable String message = error.getMessage();
        if (message == null || message.isBlank()) {
            return error.getClass().getSimpleName();
        }
        String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.length() <= MESSAGE_CHARACTERS_MAX ? line : line.substring(0, MESSAGE_CHARACTERS_MAX) + "...";
    }
}
