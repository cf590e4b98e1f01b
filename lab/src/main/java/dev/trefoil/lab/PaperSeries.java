package dev.trefoil.lab;

import dev.trefoil.lab.chart.Point;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of the papers' tables and figures; where they come from stands beside the data, in README.txt. */
public final class PaperSeries {

    private static final Pattern LINE = Pattern.compile("([^,]*),([^,]*),(?:\"([^\"]*)\"|([^,]*)),([^,]*),([^,]*)");
    private static final List<Entry> ALL = read();

    private PaperSeries() {}

    /**
     * One series, in the order of x.
     *
     * @param figure the number of the figure, or T and that of the table
     * @param series how the data call it
     * @throws IllegalArgumentException if there is none
     */
    public static List<Point> of(String paper, String figure, String series) {
        List<Point> points = ALL.stream()
                .filter(each -> each.paper.contains(paper) && each.figure.equals(figure) && each.series.equals(series))
                .map(Entry::point)
                .toList();
        if (points.isEmpty()) {
            throw new IllegalArgumentException("no series '" + series + "' of figure " + figure + " of " + paper);
        }
        return points;
    }

    /** The value at {@code x} of a series that has one there. */
    public static double at(List<Point> series, double x) {
        return series.stream()
                .filter(point -> Math.abs(point.x() - x) < 1e-9)
                .mapToDouble(Point::y)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the series says nothing about " + x));
    }

    private static List<Entry> read() {
        List<Entry> entries = new ArrayList<>();
        try (InputStream stream = Objects.requireNonNull(PaperSeries.class.getResourceAsStream("paper-series.csv"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            lines.lines()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .map(PaperSeries::entry)
                    .forEach(entries::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(entries);
    }

    private static Entry entry(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalStateException("cannot read '" + line + "'");
        }
        String series = parts.group(3) == null ? parts.group(4) : parts.group(3);
        double x = Double.parseDouble(parts.group(5));
        double y = Double.parseDouble(parts.group(6));
        return new Entry(parts.group(1), parts.group(2), series, Point.at(x, y));
    }

    private record Entry(String paper, String figure, String series, Point point) {}
}
