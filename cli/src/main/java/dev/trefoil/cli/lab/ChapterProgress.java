package dev.trefoil.cli.lab;

import dev.trefoil.cli.console.Console;
import dev.trefoil.cli.console.Emphasis;
import dev.trefoil.cli.console.Quantity;
import dev.trefoil.lab.Completed;
import dev.trefoil.lab.Experiment;
import dev.trefoil.lab.Numbers;
import dev.trefoil.lab.Progress;
import dev.trefoil.lab.Row;
import dev.trefoil.lab.Verdict;
import java.util.Locale;

/** Shows how far a chapter has come: a bar that grows on a terminal, and the rows of each experiment as it ends. */
final class ChapterProgress implements Progress {

    private static final int BAR_WIDTH = 24;

    private final Console console;
    private String title = "";
    private int number;
    private int of;

    ChapterProgress(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void begins(Experiment experiment, int place, int count) {
        title = experiment.title();
        number = place;
        of = count;
        draw(0, 1);
    }

    @Override
    public synchronized void advances(int done, int all) {
        draw(done, all);
    }

    @Override
    public synchronized void ends(Completed completed) {
        if (console.isTerminal()) {
            console.overwrite("");
        }
        console.narrate("");
        console.narrate(Emphasis.strong(completed.experiment().title())
                + Emphasis.quiet("  " + number + " of " + of + ", " + Quantity.time(completed.time())));
        completed.findings().rows().forEach(row -> console.narrate(line(row)));
    }

    private void draw(int done, int all) {
        if (console.isTerminal()) {
            int full = BAR_WIDTH * done / Math.max(1, all);
            console.overwrite("  [" + "#".repeat(full) + ".".repeat(BAR_WIDTH - full) + "] " + number + " of " + of
                    + ": " + title);
        }
    }

    private static String line(Row row) {
        String verdict = String.format(Locale.ROOT, "%-6s", row.verdict());
        String painted = switch (row.verdict()) {
            case PASS, BETTER -> Emphasis.good(verdict);
            case FAIL -> Emphasis.bad(verdict);
            case WATCH -> Emphasis.quiet(verdict);
        };
        String tolerance = row.expectation().tolerance();
        return String.format(
                Locale.ROOT,
                "  %s %-4s %-46s %-24s paper %-9s measured %-9s %s",
                painted,
                row.id(),
                row.quantity(),
                row.condition(),
                row.expectation().paper(),
                Numbers.plain(row.measured()),
                row.verdict() == Verdict.WATCH && tolerance.isEmpty() ? "" : "(" + tolerance + ")");
    }
}
