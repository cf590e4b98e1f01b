package dev.trefoil.lab.chart;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Where the data lies on the paper: from numbers to pixels. The paper is 760 by 420. */
final class Frame {

    static final double WIDTH = 760;
    static final double HEIGHT = 420;
    static final double LEFT = 72;
    static final double TOP = 44;
    static final double BOTTOM = HEIGHT - 56;

    /** Room beside the data, so that no mark stands on the edge. */
    private static final double AIR = 0.04;

    private final Chart chart;
    private final double right;
    private final Span x;
    private final Span y;

    /** A frame for the data of {@code chart}, with {@code margin} pixels at the right for labels. */
    Frame(Chart chart, double margin) {
        this.chart = chart;
        this.right = WIDTH - margin;
        boolean bars = !bars(chart).isEmpty();
        Span across = span(chart.x(), values(Point::x, Point::x), AIR);
        // Bars are as wide as the step between them: half of one sticks out at either side.
        this.x = bars ? new Span(across.low - 0.5, across.high + 0.5) : across;
        this.y = span(chart.y(), values(Point::low, Point::high), AIR);
    }

    static List<Series> bars(Chart chart) {
        return chart.series().stream()
                .filter(series -> series.shape() == Series.Shape.BARS)
                .toList();
    }

    double right() {
        return right;
    }

    double x(double value) {
        return LEFT + x.share(chart.x().scale().place(value)) * (right - LEFT);
    }

    double y(double value) {
        return BOTTOM - y.share(chart.y().scale().place(value)) * (BOTTOM - TOP);
    }

    /** The height at which bars stand. */
    double floor() {
        return chart.y().scale() == Scale.LINEAR ? y(Math.max(0, y.low)) : BOTTOM;
    }

    List<Double> ticksAcross() {
        return chart.x().scale().ticks(shown(chart.x(), x.low), shown(chart.x(), x.high), 12);
    }

    List<Double> ticksUp() {
        return chart.y().scale().ticks(shown(chart.y(), y.low), shown(chart.y(), y.high), 6);
    }

    private double[] values(ToDoubleFunction<Point> low, ToDoubleFunction<Point> high) {
        return chart.series().stream()
                .flatMap(series -> series.points().stream())
                .flatMapToDouble(point -> DoubleStream.of(low.applyAsDouble(point), high.applyAsDouble(point)))
                .toArray();
    }

    private static Span span(Axis axis, double[] values, double air) {
        double low = DoubleStream.of(values).map(axis.scale()::place).min().orElse(0);
        double high = DoubleStream.of(values).map(axis.scale()::place).max().orElse(1);
        boolean zero = axis.fromZero() && axis.scale() == Scale.LINEAR;
        double from = zero ? Math.min(0, low) : low;
        double to = high > from ? high : from + 1;
        double room = (to - from) * air;
        return new Span(zero && from == 0 ? 0 : from - room, to + room);
    }

    /** The number that stands at {@code place} of the axis. */
    private static double shown(Axis axis, double place) {
        return switch (axis.scale()) {
            case LINEAR -> place;
            case LOG2 -> Math.pow(2, place);
            case LOG10 -> Math.pow(10, place);
        };
    }

    /** What an axis covers, in units of its scale. */
    private record Span(double low, double high) {

        double share(double place) {
            return (place - low) / (high - low);
        }
    }
}
