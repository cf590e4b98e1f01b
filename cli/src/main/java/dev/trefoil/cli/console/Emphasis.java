package dev.trefoil.cli.console;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** Emphasis for a person's eyes; plain text when the output is not a terminal or {@code NO_COLOR} is set. */
public final class Emphasis {

    private Emphasis() {}

    /** For headings. */
    public static String strong(String text) {
        return wrap(Style.bold, text);
    }

    /** For good news. */
    public static String good(String text) {
        return wrap(Style.fg_green, text);
    }

    /** For bad news. */
    public static String bad(String text) {
        return wrap(Style.fg_red, text);
    }

    /** For what may be skipped. */
    public static String quiet(String text) {
        return wrap(Style.faint, text);
    }

    private static String wrap(Style style, String text) {
        return Ansi.AUTO.enabled() ? style.on() + text + style.off() : text;
    }
}
