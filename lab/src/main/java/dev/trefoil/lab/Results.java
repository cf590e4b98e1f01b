package dev.trefoil.lab;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A chapter that has been run.
 *
 * @param chapter which
 * @param effort how large the samples were
 * @param seed everything followed from it
 * @param picture the chapter's drawing
 * @param completed the experiments that were run, in order
 */
public record Results(Chapter chapter, Effort effort, long seed, String picture, List<Completed> completed) {

    /** Copies the list. */
    public Results {
        completed = List.copyOf(completed);
    }

    /** All rows of all experiments. */
    public List<Row> rows() {
        return completed.stream()
                .flatMap(each -> each.findings().rows().stream())
                .toList();
    }

    /** How many rows have this verdict. */
    public long count(Verdict verdict) {
        return rows().stream().filter(row -> row.verdict() == verdict).count();
    }

    /** Whether no gating row disagrees. */
    public boolean isGreen() {
        return count(Verdict.FAIL) == 0;
    }

    /** How long all experiments took. */
    public Duration time() {
        return completed.stream().map(Completed::time).reduce(Duration.ZERO, Duration::plus);
    }

    /** What to type to see the same numbers again. */
    public String again() {
        return "./trefoil lab " + chapter.name() + " --" + effort.name().toLowerCase(Locale.ROOT) + " --seed " + seed;
    }
}
