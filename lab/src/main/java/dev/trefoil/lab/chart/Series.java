package dev.trefoil.lab.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Points that belong together.
 *
 * @param name the quantity, as in {@code 99th percentile}; series of one quantity share a colour
 * @param role whose numbers these are
 * @param shape how they are drawn
 * @param points in the order of x
 */
public record Series(String name, Role role, Shape shape, List<Point> points) {

    /** How points are drawn. */
    public enum Shape {
        /** A line through the points, with a mark and the spread at each. */
        LINE,
        /** A bar for each point; series stand side by side. */
        BARS,
        /** The area between the lower and the upper ends of the spread. */
        BAND
    }

    /** Copies the points. */
    public Series {
        points = List.copyOf(points);
    }

    /** A line through {@code points}. */
    public static Series line(String name, Role role, List<Point> points) {
        return new Series(name, role, Shape.LINE, points);
    }

    /** Bars at {@code points}. */
    public static Series bars(String name, Role role, List<Point> points) {
        return new Series(name, role, Shape.BARS, points);
    }

    /** The area between the ends of the spreads of {@code points}. */
    public static Series band(String name, Role role, List<Point> points) {
        return new Series(name, role, Shape.BAND, points);
    }

    /** The points of {@code items}, without spread. */
    public static <T> List<Point> points(
            Iterable<T> items, ToDoubleFunction<? super T> x, ToDoubleFunction<? super T> y) {
        List<Point> points = new ArrayList<>();
        for (T item : items) {
            points.add(Point.at(x.applyAsDouble(item), y.applyAsDouble(item)));
        }
        return points;
    }
}
