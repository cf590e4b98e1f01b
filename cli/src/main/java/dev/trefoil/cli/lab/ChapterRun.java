package dev.trefoil.cli.lab;

import dev.trefoil.cli.console.Console;
import dev.trefoil.cli.console.Emphasis;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Json;
import dev.trefoil.lab.Bench;
import dev.trefoil.lab.Chapter;
import dev.trefoil.lab.Laboratory;
import dev.trefoil.lab.Numbers;
import dev.trefoil.lab.Results;
import dev.trefoil.lab.Row;
import dev.trefoil.lab.Verdict;
import dev.trefoil.lab.report.Imprint;
import dev.trefoil.lab.report.ReportFiles;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** One run of a chapter: shows how far it has come, prints the rows, writes the report. */
final class ChapterRun {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH);

    private final Chapter chapter;
    private final ChapterOptions options;
    private final Console console;
    private final CommandLine commandLine;

    ChapterRun(Chapter chapter, ChapterOptions options, Console console, CommandLine commandLine) {
        this.chapter = chapter;
        this.options = options;
        this.console = console;
        this.commandLine = commandLine;
    }

    /** Runs it, and answers with the exit code. */
    int run() throws Exception {
        Set<String> unknown = new TreeSet<>(options.rows());
        unknown.removeAll(chapter.rows());
        if (!unknown.isEmpty()) {
            throw new ParameterException(
                    commandLine,
                    "no such row: " + String.join(", ", unknown) + "; there are " + String.join(", ", chapter.rows()));
        }
        String effort = options.effort().name().toLowerCase(Locale.ROOT);
        console.narrate(Emphasis.strong(chapter.title()) + "  " + effort + ", seed " + options.seed());
        Results results = measure();
        Path page = ReportFiles.write(options.directory(), results, imprint());
        conclude(results, page);
        return (results.isGreen() ? ExitCode.OK : ExitCode.DISAGREES).number();
    }

    private Results measure() {
        ExecutorService hands =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            Bench bench = new Bench(options.effort(), options.seed(), hands, new ChapterProgress(console));
            return new Laboratory(bench, System::nanoTime).run(chapter, options.rows());
        } finally {
            hands.shutdownNow();
        }
    }

    private void conclude(Results results, Path page) {
        long failed = results.count(Verdict.FAIL);
        String judged = Numbers.count(results.count(Verdict.PASS)) + " numbers agree with the papers, "
                + Numbers.count(results.count(Verdict.BETTER)) + " lose less than the papers, " + Numbers.count(failed)
                + (failed == 1 ? " does not agree; " : " do not agree; ") + Numbers.count(results.count(Verdict.WATCH))
                + " are shown without judgement.";
        console.narrate("");
        console.narrate(results.isGreen() ? Emphasis.good(judged) : Emphasis.bad(judged));
        console.narrate("The report: " + page.toAbsolutePath().normalize().toUri());
        if (console.isJson()) {
            console.result(() -> "", () -> json(results, page));
        }
    }

    private static Json json(Results results, Path page) {
        return Json.object()
                .with("chapter", results.chapter().name())
                .with("effort", results.effort().name().toLowerCase(Locale.ROOT))
                .with("seed", results.seed())
                .with("green", results.isGreen())
                .with("seconds", results.time().toMillis() / 1000.0)
                .with("report", page.toAbsolutePath().normalize().toString())
                .with("rows", results.rows().stream().map(ChapterRun::json).toList());
    }

    private static Json json(Row row) {
        return Json.object()
                .with("row", row.id())
                .with("quantity", row.quantity())
                .with("condition", row.condition())
                .with("paper", row.expectation().paper())
                .with("measured", row.measured())
                .with("low", row.expectation().low())
                .with("high", row.expectation().high())
                .with("tolerance", row.expectation().tolerance())
                .with("verdict", row.verdict().name().toLowerCase(Locale.ROOT));
    }

    private static Imprint imprint() {
        Runtime runtime = Runtime.getRuntime();
        String machine = runtime.availableProcessors() + " processors, heap of up to " + runtime.maxMemory() / (1 << 20)
                + " MiB, Java " + Runtime.version().feature();
        @Nullable String version = ChapterRun.class.getPackage().getImplementationVersion();
        return new Imprint(
                WHEN.format(ZonedDateTime.now(ZoneId.systemDefault())),
                machine,
                version == null ? "from source" : version);
    }
}
