package dev.trefoil.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * What one experiment has found: rows, figures, the exact conditions, and remarks about what was unexpected.
 *
 * @param rows in the order in which they are shown
 * @param figures in the order in which they are shown
 * @param conditions each a sentence or less: sizes, samples, periods
 * @param remarks what a reader should know about these results in particular
 */
public record Findings(List<Row> rows, List<Figure> figures, List<String> conditions, List<String> remarks) {

    /** Copies the lists. */
    public Findings {
        rows = List.copyOf(rows);
        figures = List.copyOf(figures);
        conditions = List.copyOf(conditions);
        remarks = List.copyOf(remarks);
    }

    /** Collects findings. */
    public static Notes notes() {
        return new Notes();
    }

    /** Findings while they are being made. Not thread-safe. */
    public static final class Notes {

        private final List<Row> rows = new ArrayList<>();
        private final List<Figure> figures = new ArrayList<>();
        private final List<String> conditions = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();

        private Notes() {}

        /** Adds a row. */
        public Notes row(Row row) {
            rows.add(row);
            return this;
        }

        /** Adds a figure. */
        public Notes figure(Figure figure) {
            figures.add(figure);
            return this;
        }

        /** Adds a condition. */
        public Notes condition(String sentence) {
            conditions.add(sentence);
            return this;
        }

        /** Adds a remark. */
        public Notes remark(String sentence) {
            remarks.add(sentence);
            return this;
        }

        /** All that was added. */
        public Findings done() {
            return new Findings(rows, figures, conditions, remarks);
        }
    }
}
