package dev.trefoil.lab.chart;

import java.util.List;

/**
 * The style sheet of all charts, for light and for dark surroundings.
 *
 * <p>The hues are those of Okabe and Ito (2008), which people with any kind of colour blindness can tell apart, lighter
 * on dark ground.
 */
public final class Palette {

    private static final List<String> LIGHT = List.of("#0072b2", "#d55e00", "#008a64", "#a3468f", "#8a6d00", "#4a5568");
    private static final List<String> DARK = List.of("#56b4e9", "#ff9a52", "#3fd1a4", "#e59ad3", "#e8cf4a", "#b4bdcc");

    private static final String SHAPES = """
            .tc{font:13px/1.3 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
            .tc text{fill:var(--tc-muted)}
            .tc text.tc-name{font-weight:600}
            .tc-page{fill:var(--tc-ground)}
            .tc-grid{stroke:var(--tc-line);stroke-width:1}
            .tc-base{stroke:var(--tc-muted);stroke-width:1}
            .tc-key{fill:var(--tc-muted);stroke:var(--tc-muted)}
            .tc-line{fill:none;stroke-width:2.25;stroke-linejoin:round;stroke-linecap:round}
            .tc-paper.tc-line{stroke-width:1.25;stroke-dasharray:5 4}
            .tc-model.tc-line{stroke-width:1.75;stroke-dasharray:1 5}
            .tc-dot{stroke:none}
            .tc-ring{fill:none;stroke-width:1.75}
            .tc-spread{stroke-width:1.25;opacity:.75}
            .tc-band{stroke:none;fill-opacity:.13}
            .tc-paper.tc-band{fill:none;stroke-width:1;stroke-dasharray:3 3}
            .tc-bar{stroke-width:1.5}
            .tc-paper.tc-bar{fill-opacity:.12;stroke-dasharray:4 3}
            """;

    private Palette() {}

    /** Everything a page with charts needs in its style. */
    public static String css() {
        StringBuilder css = new StringBuilder();
        for (int i = 0; i < LIGHT.size(); i++) {
            css.append(".tc-h%1$d{stroke:var(--tc-c%1$d);fill:var(--tc-c%1$d)}\n".formatted(i));
        }
        css.append(SHAPES);
        css.append(".tc{--tc-ground:#fff;--tc-muted:#535d6e;--tc-line:#e4e7ec;");
        variables(css, LIGHT);
        css.append(
                "}\n@media (prefers-color-scheme:dark){.tc{--tc-ground:#171b22;--tc-muted:#a9b2c1;--tc-line:#2b313c;");
        variables(css, DARK);
        css.append("}}\n");
        for (int i = 0; i < LIGHT.size(); i++) {
            css.append(".tc text.tc-h%1$d{stroke:none;fill:var(--tc-c%1$d)}\n".formatted(i));
        }
        return css.toString();
    }

    /** The class that colours the quantity at {@code place}; colours come again after the last. */
    static String hue(int place) {
        return "tc-h" + place % LIGHT.size();
    }

    private static void variables(StringBuilder css, List<String> colours) {
        for (int i = 0; i < colours.size(); i++) {
            css.append("--tc-c").append(i).append(':').append(colours.get(i)).append(';');
        }
    }
}
