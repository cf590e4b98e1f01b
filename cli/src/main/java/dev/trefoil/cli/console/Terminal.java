package dev.trefoil.cli.console;

/** Whether a person sits in front of this program. */
public final class Terminal {

    private Terminal() {}

    /** Whether input and output are a terminal, and not a file or a pipe. */
    @SuppressWarnings("SystemConsoleNull") // From 22 on there is always a console, and it has a method to ask.
    public static boolean isInteractive() {
        var console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) console.getClass().getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException beforeJava22) {
            return true;
        }
    }
}
