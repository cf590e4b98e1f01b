package dev.trefoil.cli.demo;

import dev.trefoil.cli.console.Console;
import dev.trefoil.cli.console.Quantity;
import java.time.Duration;
import java.util.Locale;

/**
 * How far a batch of files has come: one line that grows on a terminal, a few plain lines in a log.
 *
 * <p>Thread-safe: workers report, whoever reports when it is time draws.
 */
final class Progress {

    private static final int BAR_WIDTH = 24;
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LOG_NANOS = Duration.ofSeconds(5).toNanos();

    private final Console console;
    private final String verb;
    private final int files;
    private final long startNanos = System.nanoTime();
    private long drawnNanos = startNanos;
    private int done;
    private long bytes;

    /**
     * Begins to measure.
     *
     * @param verb what is done to the files, as in {@code stored}
     */
    Progress(Console console, String verb, int files) {
        this.console = console;
        this.verb = verb;
        this.files = files;
    }

    /**
     * What came of it.
     *
     * @param files how many were done
     * @param bytes how many bytes they have
     * @param time how long it took
     */
    record Tally(int files, long bytes, Duration time) {

        /** Files per second. */
        double filesPerSecond() {
            return Quantity.perSecond(files, time);
        }

        /** Bytes per second. */
        long bytesPerSecond() {
            return Math.round(Quantity.perSecond(bytes, time));
        }
    }

    /** One more file is done. */
    synchronized void advance(long size) {
        done++;
        bytes += size;
        long now = System.nanoTime();
        if (now - drawnNanos >= (console.isTerminal() ? REDRAW_NANOS : LOG_NANOS)) {
            drawnNanos = now;
            draw();
        }
    }

    /** All is done: prints the last line. */
    synchronized Tally finish() {
        Tally tally = tally();
        if (console.isTerminal()) {
            console.overwrite("");
        }
        console.narrate("  " + verb + " " + Quantity.count(done, "file") + ", " + Quantity.bytes(bytes) + " in "
                + Quantity.time(tally.time()) + ": " + rates(tally));
        return tally;
    }

    private void draw() {
        Tally tally = tally();
        if (console.isTerminal()) {
            console.overwrite(String.format(
                    Locale.ROOT,
                    "  %s %s/%s files, %s",
                    bar(done, files),
                    Quantity.count(done),
                    Quantity.count(files),
                    rates(tally)));
        } else {
            console.narrate(String.format(
                    Locale.ROOT,
                    "  %3d %%  %s/%s files, %s",
                    100L * done / Math.max(1, files),
                    Quantity.count(done),
                    Quantity.count(files),
                    rates(tally)));
        }
    }

    private Tally tally() {
        return new Tally(done, bytes, Duration.ofNanos(System.nanoTime() - startNanos));
    }

    private static String rates(Tally tally) {
        return Quantity.decimal(tally.filesPerSecond()) + " files/s, " + Quantity.bytes(tally.bytesPerSecond()) + "/s";
    }

    /** A bar of fixed width, full when {@code done} has reached {@code all}. */
    static String bar(long done, long all) {
        int full = all <= 0 ? BAR_WIDTH : (int) (BAR_WIDTH * Math.min(done, all) / all);
        return "[" + "#".repeat(full) + ".".repeat(BAR_WIDTH - full) + "]";
    }
}
