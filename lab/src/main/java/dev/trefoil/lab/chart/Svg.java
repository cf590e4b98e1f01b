package dev.trefoil.lab.chart;

import java.util.Locale;

/** Writes SVG elements one after the other. Numbers get two digits after the point: a hundredth of a pixel. */
final class Svg {

    private final StringBuilder text = new StringBuilder();

    /** Adds {@code markup} as it is. */
    Svg raw(String markup) {
        text.append(markup);
        return this;
    }

    Svg line(double x1, double y1, double x2, double y2, String style) {
        return raw("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" class=\"%s\"/>\n"
                .formatted(number(x1), number(y1), number(x2), number(y2), style));
    }

    Svg circle(double x, double y, double radius, String style, String tip) {
        return raw("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" class=\"%s\">%s</circle>\n"
                .formatted(number(x), number(y), number(radius), style, title(tip)));
    }

    Svg rectangle(double x, double y, double width, double height, String style, String tip) {
        return raw("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" class=\"%s\">%s</rect>\n"
                .formatted(number(x), number(y), number(width), number(Math.max(0, height)), style, title(tip)));
    }

    Svg path(String commands, String style) {
        return raw("<path d=\"%s\" class=\"%s\"/>\n".formatted(commands, style));
    }

    /** A text; {@code anchor} is start, middle or end. */
    Svg text(double x, double y, String anchor, String style, String words) {
        return raw("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" class=\"%s\">%s</text>\n"
                .formatted(number(x), number(y), anchor, style, escaped(words)));
    }

    /** A text that reads upwards, centred on the point. */
    Svg upwards(double x, double y, String words) {
        return raw("<text transform=\"translate(%s %s) rotate(-90)\" text-anchor=\"middle\">%s</text>\n"
                .formatted(number(x), number(y), escaped(words)));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** {@code words} with what means something to XML written as entities. */
    static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String title(String tip) {
        return tip.isEmpty() ? "" : "<title>" + escaped(tip) + "</title>";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
