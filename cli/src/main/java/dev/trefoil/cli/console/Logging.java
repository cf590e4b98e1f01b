package dev.trefoil.cli.console;

import java.io.PrintStream;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * The back end of the libraries' loggers: warnings as single lines on standard error, and no stack traces unless asked.
 *
 * <p>The libraries log through {@code System.Logger}, which writes to {@code java.util.logging}.
 */
public final class Logging {

    /** Kept here because the log manager holds its loggers weakly and would forget their levels. */
    private static final Logger NETTY = Logger.getLogger("io.netty");

    private static final Logger GRPC = Logger.getLogger("io.grpc");
    private static final Logger CHRONICLE = Logger.getLogger("net.openhft");
    private static final Logger TREFOIL = Logger.getLogger("dev.trefoil");

    private Logging() {}

    /** Sends warnings to {@code err}; with {@code verbose} everything of note, with its stack traces. */
    public static void to(PrintStream err, boolean verbose) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        TREFOIL.setLevel(verbose ? Level.FINE : Level.WARNING);
        // Their warnings are about our sockets and files, and each comes back to us as a typed failure; what is severe
        // does
        // not.
        NETTY.setLevel(verbose ? Level.WARNING : Level.SEVERE);
        GRPC.setLevel(verbose ? Level.WARNING : Level.SEVERE);
        CHRONICLE.setLevel(verbose ? Level.WARNING : Level.SEVERE);
        Handler handler = new LineHandler(err, verbose);
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
    }

    /** One record, one line. */
    static final class LineHandler extends Handler {

        private final PrintStream err;
        private final boolean traces;
        private final SimpleFormatter messages = new SimpleFormatter();

        LineHandler(PrintStream err, boolean traces) {
            this.err = err;
            this.traces = traces;
        }

        @Override
        public void publish(LogRecord record) {
            Filter filter = getFilter();
            if (!isLoggable(record) || (filter != null && !filter.isLoggable(record))) {
                return;
            }
            err.println(line(record));
            Throwable thrown = record.getThrown();
            if (traces && thrown != null) {
                thrown.printStackTrace(err);
            }
        }

        private String line(LogRecord record) {
            String name = record.getLoggerName() == null ? "" : record.getLoggerName();
            String text = messages.formatMessage(record);
            Throwable thrown = record.getThrown();
            if (thrown != null) {
                text += " (" + thrown + ")";
            }
            String level = record.getLevel().getName().toLowerCase(java.util.Locale.ROOT);
            return level + ": " + name.substring(name.lastIndexOf('.') + 1) + ": "
                    + text.replaceAll("\\s*\\R\\s*", " ");
        }

        @Override
        public void flush() {
            err.flush();
        }

        @Override
        public void close() {
            flush();
        }
    }
}
