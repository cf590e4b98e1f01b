package dev.trefoil.lab.chart;

import java.util.List;

/**
 * A plot: what is drawn, not how.
 *
 * @param title what it shows, in a few words
 * @param x the axis from left to right
 * @param y the axis from bottom to top
 * @param series what is drawn, in the order of drawing
 */
public record Chart(String title, Axis x, Axis y, List<Series> series) {

    /** Copies the list; refuses a chart without any point. */
    public Chart {
        series = List.copyOf(series);
        if (series.stream().allMatch(each -> each.points().isEmpty())) {
            throw new IllegalArgumentException("a chart without points: " + title);
        }
    }

    /** This chart as SVG, for a page that has {@link Palette#css} in its style. */
    public String inline() {
        return new SvgChart(this).render("");
    }

    /** This chart as a file of its own, which brings its style. */
    public String standalone() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + new SvgChart(this).render(Palette.css());
    }

    /** The quantities, each once, in the order of their first series: their place is their colour. */
    List<String> quantities() {
        return series.stream().map(Series::name).distinct().toList();
    }
}
