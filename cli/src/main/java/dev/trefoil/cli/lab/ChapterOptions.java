package dev.trefoil.cli.lab;

import dev.trefoil.lab.Effort;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of every chapter of the lab. */
final class ChapterOptions {

    @ArgGroup
    private @Nullable Size size;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description =
                    "All chance follows from it: the same seed gives the same numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "lab-report",
            description = "Where to write the report (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of("lab-report");

    @Option(
            names = "--rows",
            paramLabel = "ROW",
            split = ",",
            description = "Run only the experiments that fill these rows, for example C1,C5 (default: all).")
    private Set<String> rows = new LinkedHashSet<>();

    Effort effort() {
        return size != null && size.full ? Effort.FULL : Effort.QUICK;
    }

    long seed() {
        return seed;
    }

    Path directory() {
        return directory;
    }

    Set<String> rows() {
        return rows;
    }

    /** One of two. */
    @SuppressWarnings("UnusedVariable") // Picocli reads the options it has filled in.
    private static final class Size {

        @Option(
                names = "--quick",
                description = "Samples as small as the tolerances allow: at most five minutes on two cores (default).")
        private boolean quick;

        @Option(names = "--full", description = "Samples of the papers' sizes: up to an hour on two cores.")
        private boolean full;
    }
}
