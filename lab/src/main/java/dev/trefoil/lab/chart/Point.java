package dev.trefoil.lab.chart;

/**
 * One point of a series.
 *
 * @param x where
 * @param y how much
 * @param low the lower end of its spread; {@code y} if it has none
 * @param high the upper end of its spread; {@code y} if it has none
 */
public record Point(double x, double y, double low, double high) {

    /** A point without spread. */
    public static Point at(double x, double y) {
        return new Point(x, y, y, y);
    }

    boolean hasSpread() {
        return low < high;
    }
}
