package dev.trefoil.lab;

import java.util.List;

/** One experiment: a question that a paper answered with a figure or a table, asked again. */
public interface Experiment {

    /** Its name in files and links, as in {@code path-length}. */
    String name();

    /** Its heading. */
    String title();

    /** The rows it fills, as in {@code C1}. */
    List<String> rows();

    /** A paragraph that teaches: what is asked, why, and what the paper found. Plain text. */
    String lesson();

    /** Asks; may take long, and uses the bench for chance, threads and progress. */
    Findings run(Bench bench);
}
