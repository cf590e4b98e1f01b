package dev.trefoil.lab.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Draws one chart: grid, data, legend, and the name of each quantity beside its last point. */
final class SvgChart {

    private static final double LABEL_GAP = 17;
    private static final double CHARACTER = 7.3;
    private static final double MARGIN_MIN = 24;
    private static final double BAR_SHARE = 0.8;
    private static final double DOT = 3.4;
    private static final double RING = 6;

    private final Chart chart;
    private final Frame frame;
    private final Svg svg = new Svg();
    private final List<String> quantities;

    SvgChart(Chart chart) {
        this.chart = chart;
        this.quantities = chart.quantities();
        this.frame = new Frame(chart, margin(quantities));
    }

    String render(String style) {
        svg.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tc\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" "
                .formatted(Frame.WIDTH, Frame.HEIGHT));
        svg.raw("aria-label=\"" + Svg.escaped(chart.title()) + "\">\n");
        if (!style.isEmpty()) {
            svg.raw("<style>" + style + "</style>\n");
        }
        svg.rectangle(0, 0, Frame.WIDTH, Frame.HEIGHT, "tc-page", "");
        grid();
        for (Series.Shape shape : List.of(Series.Shape.BAND, Series.Shape.BARS, Series.Shape.LINE)) {
            chart.series().stream().filter(series -> series.shape() == shape).forEach(this::draw);
        }
        legend();
        names();
        return svg.raw("</svg>\n").toString();
    }

    private void grid() {
        for (double tick : frame.ticksUp()) {
            double y = frame.y(tick);
            svg.line(Frame.LEFT, y, frame.right(), y, "tc-grid");
            svg.text(Frame.LEFT - 10, y + 4.5, "end", "tc-tick", chart.y().format(tick));
        }
        for (double tick : frame.ticksAcross()) {
            double x = frame.x(tick);
            svg.line(x, Frame.BOTTOM, x, Frame.BOTTOM + 5, "tc-base");
            svg.text(x, Frame.BOTTOM + 20, "middle", "tc-tick", chart.x().format(tick));
        }
        svg.line(Frame.LEFT, Frame.BOTTOM, frame.right(), Frame.BOTTOM, "tc-base");
        svg.text(
                (Frame.LEFT + frame.right()) / 2,
                Frame.HEIGHT - 12,
                "middle",
                "tc-label",
                chart.x().label());
        svg.upwards(18, (Frame.TOP + Frame.BOTTOM) / 2, chart.y().label());
    }

    private void draw(Series series) {
        switch (series.shape()) {
            case BAND -> band(series);
            case BARS -> bars(series);
            case LINE -> line(series);
        }
    }

    private void band(Series series) {
        StringBuilder path = new StringBuilder();
        List<Point> points = series.points();
        for (int i = 0; i < points.size(); i++) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(place(points.get(i).x(), points.get(i).high()));
        }
        for (int i = points.size() - 1; i >= 0; i--) {
            path.append('L').append(place(points.get(i).x(), points.get(i).low()));
        }
        svg.path(path.append('Z').toString(), style(series, "tc-band"));
    }

    private void bars(Series series) {
        List<Series> all = Frame.bars(chart);
        int place = all.indexOf(series);
        double step = (frame.x(1) - frame.x(0)) * BAR_SHARE;
        double width = step / all.size();
        for (Point point : series.points()) {
            double left = frame.x(point.x()) - step / 2 + place * width;
            double top = frame.y(point.y());
            svg.rectangle(left + 1, top, width - 2, frame.floor() - top, style(series, "tc-bar"), tip(series, point));
        }
    }

    private void line(Series series) {
        StringBuilder path = new StringBuilder();
        for (Point point : series.points()) {
            path.append(path.length() == 0 ? 'M' : 'L').append(place(point.x(), point.y()));
        }
        svg.path(path.toString(), style(series, "tc-line"));
        for (Point point : series.points()) {
            double x = frame.x(point.x());
            if (point.hasSpread()) {
                svg.line(x, frame.y(point.low()), x, frame.y(point.high()), style(series, "tc-spread"));
            }
            if (series.role() == Role.PAPER) {
                svg.circle(x, frame.y(point.y()), RING, style(series, "tc-ring"), tip(series, point));
            } else if (series.role() == Role.MEASURED) {
                svg.circle(x, frame.y(point.y()), DOT, style(series, "tc-dot"), tip(series, point));
            }
        }
    }

    /** Which strokes belong to whom. */
    private void legend() {
        double x = Frame.LEFT;
        for (Role role : roles()) {
            boolean isBar =
                    chart.series().stream().anyMatch(each -> each.role() == role && each.shape() == Series.Shape.BARS);
            if (isBar) {
                svg.rectangle(x, 15, 26, 11, "tc-key tc-bar " + role.style(), "");
            } else {
                svg.path("M" + Svg.number(x) + " 20.5h26", "tc-key tc-line " + role.style());
                if (role == Role.PAPER) {
                    svg.circle(x + 13, 20.5, RING, "tc-key tc-ring", "");
                } else if (role == Role.MEASURED) {
                    svg.circle(x + 13, 20.5, DOT, "tc-key tc-dot", "");
                }
            }
            svg.text(x + 34, 25, "start", "tc-role", role.label());
            x += 34 + role.label().length() * CHARACTER + 26;
        }
    }

    /** The name of each quantity at the right, as near to its last point as the others leave room for. */
    private void names() {
        if (quantities.size() < 2) {
            return;
        }
        List<Name> names = new ArrayList<>();
        for (String quantity : quantities) {
            Series series = shown(quantity);
            Point last = series.points().get(series.points().size() - 1);
            names.add(new Name(quantity, quantities.indexOf(quantity), frame.y(last.y())));
        }
        names.sort(Comparator.comparingDouble(Name::y));
        double[] places = names.stream().mapToDouble(Name::y).toArray();
        spread(places);
        for (int i = 0; i < places.length; i++) {
            Name name = names.get(i);
            svg.text(frame.right() + 12, places[i] + 4.5, "start", "tc-name " + Palette.hue(name.hue), name.words);
        }
    }

    /** Moves ascending {@code places} apart until none is nearer than a line to the next, keeping their middle. */
    static void spread(double[] places) {
        double wanted = Arrays.stream(places).average().orElse(0);
        for (int i = 1; i < places.length; i++) {
            places[i] = Math.max(places[i], places[i - 1] + LABEL_GAP);
        }
        double lifted = Arrays.stream(places).average().orElse(0) - wanted;
        for (int i = 0; i < places.length; i++) {
            places[i] -= lifted;
        }
    }

    /** The series that stands for a quantity: ours if there is one, and its line. */
    private Series shown(String quantity) {
        List<Series> all = chart.series().stream()
                .filter(series ->
                        series.name().equals(quantity) && !series.points().isEmpty())
                .toList();
        Comparator<Series> ours = Comparator.comparing(series -> series.role() != Role.MEASURED);
        Comparator<Series> lines = Comparator.comparing(series -> series.shape() != Series.Shape.LINE);
        return all.stream().min(ours.thenComparing(lines)).orElseThrow();
    }

    private List<Role> roles() {
        return Arrays.stream(Role.values())
                .filter(role -> chart.series().stream().anyMatch(series -> series.role() == role))
                .toList();
    }

    private String place(double x, double y) {
        return Svg.number(frame.x(x)) + " " + Svg.number(frame.y(y));
    }

    private String style(Series series, String shape) {
        return shape + " " + series.role().style() + " " + Palette.hue(quantities.indexOf(series.name()));
    }

    private String tip(Series series, Point point) {
        String spread = point.hasSpread()
                ? " (" + chart.y().format(point.low()) + " to " + chart.y().format(point.high()) + ")"
                : "";
        return series.name() + ", " + series.role().label() + ": " + chart.y().format(point.y()) + spread + " at "
                + chart.x().format(point.x());
    }

    private static double margin(List<String> quantities) {
        if (quantities.size() < 2) {
            return MARGIN_MIN;
        }
        return MARGIN_MIN
                + CHARACTER * quantities.stream().mapToInt(String::length).max().orElse(0);
    }

    private record Name(String words, int hue, double y) {}
}
