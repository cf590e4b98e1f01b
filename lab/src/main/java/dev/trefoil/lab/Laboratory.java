package dev.trefoil.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** Runs the experiments of a chapter, one after the other; each uses all hands of its bench. */
public final class Laboratory {

    private final Bench bench;
    private final LongSupplier nanoTime;

    /**
     * A laboratory with one bench.
     *
     * @param nanoTime the clock by which experiments are timed
     */
    public Laboratory(Bench bench, LongSupplier nanoTime) {
        this.bench = bench;
        this.nanoTime = nanoTime;
    }

    /** Runs the experiments of {@code chapter} that fill one of {@code rows}, all if none is named. */
    public Results run(Chapter chapter, Set<String> rows) {
        List<Experiment> chosen = chapter.filling(rows);
        List<Completed> completed = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Experiment experiment = chosen.get(i);
            bench.clear();
            bench.progress().begins(experiment, i + 1, chosen.size());
            long start = nanoTime.getAsLong();
            Findings findings = experiment.run(bench);
            Duration time = Duration.ofNanos(nanoTime.getAsLong() - start);
            completed.add(new Completed(experiment, findings, time));
            bench.progress().ends(completed.get(i));
        }
        return new Results(
                chapter, bench.effort(), bench.seed(), chapter.picture().apply(bench), completed);
    }
}
