package dev.trefoil.lab.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {

    private static final List<Point> POINTS = List.of(Point.at(8, 1.5), new Point(16, 2, 1, 4), Point.at(64, 3));

    private static final Chart CHART = new Chart(
            "Hops & \"<nodes>\"",
            Axis.doubling("nodes"),
            Axis.counting("hops"),
            List.of(
                    Series.line("mean", Role.PAPER, POINTS),
                    Series.line("mean", Role.MEASURED, POINTS),
                    Series.line("99th percentile", Role.MEASURED, List.of(Point.at(8, 3), Point.at(64, 3.1)))));

    @Test
    void aChartIsWellFormedWhateverItsWordsAre() throws Exception {
        assertThat(parse(CHART.standalone()).getDocumentElement().getAttribute("aria-label"))
                .isEqualTo("Hops & \"<nodes>\"");
        assertThat(parse(CHART.inline()).getElementsByTagName("style").getLength())
                .isZero();
        assertThat(CHART.standalone()).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void everyPointHasItsMarkAndTheDataStandWhereTheNumbersSay() throws Exception {
        List<Element> dots = withClass(parse(CHART.inline()), "circle", "tc-dot");
        List<Element> rings = withClass(parse(CHART.inline()), "circle", "tc-ring");
        // One more of each is the legend's.
        assertThat(dots).hasSize(5 + 1);
        assertThat(rings).hasSize(3 + 1);
        // On a doubling axis 16 stands a third of the way from 8 to 64, and twice as much is twice as high above zero.
        List<Double> x = numbers(dots, "cx").subList(0, 3);
        assertThat((x.get(1) - x.get(0)) * 3).isCloseTo(x.get(2) - x.get(0), within(0.1));
        List<Double> up =
                numbers(dots, "cy").stream().map(y -> Frame.BOTTOM - y).toList();
        assertThat(up.get(2)).isCloseTo(2 * up.get(0), within(0.1));
    }

    @Test
    void aMarkTellsItsNumbers() throws Exception {
        NodeList titles = parse(CHART.inline()).getElementsByTagName("title");
        List<String> words = IntStream.range(0, titles.getLength())
                .mapToObj(i -> titles.item(i).getTextContent())
                .toList();
        assertThat(words).contains("mean, Trefoil: 2 (1 to 4) at 16", "99th percentile, Trefoil: 3.1 at 64");
    }

    @Test
    void barsStandOnZeroSideBySideAndAreAsHighAsTheirNumbers() throws Exception {
        Chart chart = new Chart(
                "bars",
                Axis.linear("hops"),
                Axis.share("share"),
                List.of(
                        Series.bars("share", Role.PAPER, List.of(Point.at(1, 0.2), Point.at(2, 0.4))),
                        Series.bars("share", Role.MEASURED, List.of(Point.at(1, 0.1), Point.at(2, 0.4)))));
        List<Element> bars = withClass(parse(chart.inline()), "rect", "tc-h0");
        assertThat(bars).hasSize(4);
        List<Double> heights = numbers(bars, "height");
        assertThat(heights.get(1)).isCloseTo(2 * heights.get(0), within(0.1));
        assertThat(heights.get(3)).isEqualTo(heights.get(1));
        List<Double> left = numbers(bars, "x");
        List<Double> width = numbers(bars, "width");
        assertThat(left.get(0) + width.get(0)).isLessThan(left.get(2));
        assertThat(left.get(2) + width.get(2)).isLessThan(left.get(1));
    }

    @Test
    void namesAtTheRightDoNotOverlapAndStayTogetherAroundTheirPoints() {
        double[] places = {100, 101, 102, 300};
        SvgChart.spread(places);
        for (int i = 1; i < places.length; i++) {
            assertThat(places[i] - places[i - 1]).isGreaterThanOrEqualTo(16);
        }
        assertThat(IntStream.range(0, 4).mapToDouble(i -> places[i]).average().orElseThrow())
                .isCloseTo(150.75, within(1e-9));
    }

    @Test
    void aChartWithoutPointsIsRefused() {
        List<Series> nothing = List.of(Series.line("none", Role.MEASURED, List.of()));
        assertThatThrownBy(() -> new Chart("empty", Axis.linear("x"), Axis.linear("y"), nothing))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> withClass(Document document, String tag, String style) {
        NodeList all = document.getElementsByTagName(tag);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (List.of(element.getAttribute("class").split(" ")).contains(style)) {
                found.add(element);
            }
        }
        return found;
    }

    private static List<Double> numbers(List<Element> elements, String attribute) {
        return elements.stream()
                .map(element -> Double.parseDouble(element.getAttribute(attribute)))
                .toList();
    }
}
