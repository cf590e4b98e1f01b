package dev.trefoil.lab.report;

import dev.trefoil.lab.Completed;
import dev.trefoil.lab.Figure;
import dev.trefoil.lab.Results;
import dev.trefoil.lab.Row;
import dev.trefoil.lab.chart.Point;
import dev.trefoil.lab.chart.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a report: {@code <chapter>.html}, {@code figures/*.svg}, {@code rows.csv}, {@code series.csv}.
 *
 * <p>What an earlier run left under the same names is replaced.
 */
public final class ReportFiles {

    private ReportFiles() {}

    /**
     * Writes all of them.
     *
     * @return the page
     * @throws IOException if the directory cannot be written
     */
    public static Path write(Path directory, Results results, Imprint imprint) throws IOException {
        Path figures = Files.createDirectories(directory.resolve("figures"));
        for (Figure figure : figures(results)) {
            Files.writeString(
                    figures.resolve(figure.name() + ".svg"), figure.chart().standalone());
        }
        Files.write(directory.resolve("rows.csv"), rows(results));
        Files.write(directory.resolve("series.csv"), series(results));
        Path page = directory.resolve(results.chapter().name() + ".html");
        return Files.writeString(page, new HtmlReport(results, imprint).render());
    }

    private static List<Figure> figures(Results results) {
        return results.completed().stream()
                .map(Completed::findings)
                .flatMap(findings -> findings.figures().stream())
                .toList();
    }

    static List<String> rows(Results results) {
        List<String> lines = new ArrayList<>();
        lines.add(line("row", "quantity", "condition", "paper", "measured", "low", "high", "verdict"));
        for (Row row : results.rows()) {
            lines.add(line(
                    row.id(),
                    row.quantity(),
                    row.condition(),
                    row.expectation().paper(),
                    row.measured(),
                    row.expectation().low(),
                    row.expectation().high(),
                    row.verdict()));
        }
        return lines;
    }

    static List<String> series(Results results) {
        List<String> lines = new ArrayList<>();
        lines.add(line("figure", "series", "whose", "x", "y", "low", "high"));
        for (Figure figure : figures(results)) {
            for (Series series : figure.chart().series()) {
                for (Point point : series.points()) {
                    lines.add(line(
                            figure.name(),
                            series.name(),
                            series.role(),
                            point.x(),
                            point.y(),
                            point.low(),
                            point.high()));
                }
            }
        }
        return lines;
    }

    private static String line(Object... fields) {
        return Stream.of(fields).map(ReportFiles::field).collect(Collectors.joining(","));
    }

    private static String field(Object value) {
        String text = value.toString();
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
