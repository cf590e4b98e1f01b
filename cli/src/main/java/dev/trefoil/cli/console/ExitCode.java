package dev.trefoil.cli.console;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How a command ended, as the number it exits with. The one place where these numbers stand. */
public enum ExitCode {
    /** It did what it was asked to do. */
    OK(0, "Success."),
    /** It failed; what was to be written was certainly not. */
    FAILED(1, "Failed; a write was certainly not applied. Trying again may help."),
    /** Wrong arguments, or a key or value of a size that is not allowed. */
    USAGE(2, "The command line, the key or the value is not acceptable; nothing was sent."),
    /** There is nothing to answer with. */
    NOT_FOUND(3, "Nothing there: no value under the key, or no such application at its root."),
    /** A write that may or may not have taken place. */
    OUTCOME_UNKNOWN(4, "Unknown: the write may have been applied. Repeat it, or read first if it is conditional."),
    /** No node could be reached, or this one could not start. */
    CANNOT_CONNECT(5, "No node could be reached, or this node could not start or join."),
    /** A conditional write whose condition did not hold. */
    CONDITION_NOT_MET(6, "The condition of the write did not hold; nothing was changed."),
    /** The demo found something missing or different. */
    LOST(7, "The demo lost something: a file or an acknowledged write is missing or differs."),
    /** The lab measured something that does not agree with its paper. */
    DISAGREES(8, "The lab measured a number outside of its tolerance."),
    /** A bug. */
    INTERNAL(70, "A bug in Trefoil; run again with --verbose and report what it prints."),
    /** Interrupted by Ctrl-C. */
    INTERRUPTED(130, "Interrupted by Ctrl-C.");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** What the process exits with. */
    public int number() {
        return number;
    }

    /** One sentence for the person who looks the number up. */
    public String meaning() {
        return meaning;
    }

    /** The name that programs find in the JSON of a failure, for example {@code not-found}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All numbers with their meanings, in the form the help text prints. */
    public static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        for (ExitCode code : values()) {
            table.put(Integer.toString(code.number), code.meaning);
        }
        return table;
    }
}
