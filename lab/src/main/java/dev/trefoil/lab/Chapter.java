package dev.trefoil.lab;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Experiments that belong together: those of one overlay.
 *
 * @param name as on the command line, for example {@code chord}
 * @param title its heading
 * @param introduction what the reader should know before; plain text
 * @param picture draws what stands beside the introduction, as an SVG element; may be empty
 * @param experiments in the order in which they are run and shown
 */
public record Chapter(
        String name, String title, String introduction, Function<Bench, String> picture, List<Experiment> experiments) {

    /** Copies the list. */
    public Chapter {
        experiments = List.copyOf(experiments);
    }

    /** The names of all rows. */
    public Set<String> rows() {
        Set<String> all = new TreeSet<>(new RowOrder());
        experiments.forEach(experiment -> all.addAll(experiment.rows()));
        return all;
    }

    /** The experiments that fill at least one of {@code rows}; all if none is named. */
    public List<Experiment> filling(Set<String> rows) {
        return experiments.stream()
                .filter(experiment ->
                        rows.isEmpty() || experiment.rows().stream().anyMatch(rows::contains))
                .toList();
    }
}
