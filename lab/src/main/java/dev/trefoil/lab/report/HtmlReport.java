package dev.trefoil.lab.report;

import static dev.trefoil.lab.report.Html.cell;
import static dev.trefoil.lab.report.Html.element;
import static dev.trefoil.lab.report.Html.escaped;

import dev.trefoil.lab.Completed;
import dev.trefoil.lab.Figure;
import dev.trefoil.lab.Numbers;
import dev.trefoil.lab.Results;
import dev.trefoil.lab.Row;
import dev.trefoil.lab.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results of a chapter as one HTML page that asks nobody for anything else. */
public final class HtmlReport {

    private final Results results;
    private final Imprint imprint;
    private final StringBuilder page = new StringBuilder();

    /** A report. */
    public HtmlReport(Results results, Imprint imprint) {
        this.results = results;
        this.imprint = imprint;
    }

    /** The page. */
    public String render() {
        page.setLength(0);
        String title = results.chapter().title();
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                .append(element("title", "", "Trefoil lab: " + title))
                .append("\n<style>\n")
                .append(Style.css())
                .append("</style>\n</head>\n<body>\n<main>\n");
        header(title);
        summary();
        results.completed().forEach(this::section);
        footer();
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private void header(String title) {
        page.append("<header><div class=\"hero\"><div>")
                .append(element("h1", "", title))
                .append(element("p", "lead", results.chapter().introduction()))
                .append("</div>")
                .append(results.picture())
                .append("</div>\n<ul class=\"tally\">");
        tally("pass", Numbers.count(results.count(Verdict.PASS)), "numbers agree");
        tally(
                results.isGreen() ? "" : "fail",
                Numbers.count(results.count(Verdict.FAIL)),
                results.isGreen() ? "disagree" : "disagree: not green");
        if (results.count(Verdict.BETTER) > 0) {
            tally("pass", Numbers.count(results.count(Verdict.BETTER)), "lose less than the paper");
        }
        tally("", Numbers.count(results.count(Verdict.WATCH)), "shown, not judged");
        tally("", time(results.time()), results.effort().name().toLowerCase(Locale.ROOT) + " run");
        page.append("</ul></header>\n");
    }

    private void tally(String style, String number, String words) {
        page.append(style.isEmpty() ? "<li>" : "<li class=\"" + style + "\">")
                .append(element("b", "", number))
                .append(element("span", "", words))
                .append("</li>");
    }

    /** One line for each row id: how many of its numbers agree. */
    private void summary() {
        page.append("<section class=\"card\">").append(element("h2", "", "Summary"));
        page.append("<table><thead><tr><th>Row</th><th>Question</th><th>Quantities</th><th class=\"number\">Agree</th>"
                + "<th>Verdict</th></tr></thead><tbody>\n");
        for (Completed each : results.completed()) {
            Map<String, List<Row>> byId = new LinkedHashMap<>();
            each.findings()
                    .rows()
                    .forEach(row -> byId.computeIfAbsent(row.id(), id -> new ArrayList<>())
                            .add(row));
            byId.forEach((id, rows) -> summaryLine(each, id, rows));
        }
        page.append("</tbody></table></section>\n");
    }

    private void summaryLine(Completed completed, String id, List<Row> rows) {
        List<Row> gating = rows.stream().filter(Row::gating).toList();
        long agree =
                gating.stream().filter(row -> row.verdict() == Verdict.PASS).count();
        Verdict verdict = together(gating);
        List<String> quantities = (gating.isEmpty() ? rows : gating)
                .stream().map(Row::quantity).distinct().toList();
        String words = String.join("; ", quantities.subList(0, Math.min(2, quantities.size())))
                + (quantities.size() > 2 ? "; …" : "");
        String name = completed.experiment().name();
        page.append("<tr>")
                .append(cell("", element("b", "", id)))
                .append(cell(
                        "",
                        "<a href=\"#" + name + "\">"
                                + escaped(completed.experiment().title()) + "</a>"))
                .append(cell("quiet", escaped(words)))
                .append(cell("number", gating.isEmpty() ? "–" : agree + " of " + gating.size()))
                .append(cell("", pill(verdict)))
                .append("</tr>\n");
    }

    /** The gravest verdict of {@code gating} rows. */
    private static Verdict together(List<Row> gating) {
        if (gating.isEmpty()) {
            return Verdict.WATCH;
        }
        for (Verdict grave : List.of(Verdict.FAIL, Verdict.BETTER)) {
            if (gating.stream().anyMatch(row -> row.verdict() == grave)) {
                return grave;
            }
        }
        return Verdict.PASS;
    }

    private void section(Completed completed) {
        page.append("<section class=\"card\" id=\"")
                .append(completed.experiment().name())
                .append("\">");
        page.append(element("h2", "", completed.experiment().title()));
        page.append(element("p", "", completed.experiment().lesson()));
        completed.findings().remarks().forEach(remark -> page.append(element("p", "remark", remark)));
        completed.findings().figures().forEach(this::figure);
        rows(completed.findings().rows());
        page.append("<ul class=\"conditions\">");
        completed.findings().conditions().forEach(each -> page.append(element("li", "", each)));
        page.append(element("li", "", "seed " + results.seed() + "; took " + time(completed.time())));
        page.append("</ul></section>\n");
    }

    private void figure(Figure figure) {
        page.append("<figure>")
                .append(figure.chart().inline())
                .append("<figcaption>")
                .append(element("b", "", figure.chart().title() + ". "))
                .append(escaped(figure.caption()))
                .append("</figcaption></figure>\n");
    }

    private void rows(List<Row> rows) {
        boolean anyFails = rows.stream().anyMatch(row -> row.verdict() == Verdict.FAIL);
        page.append(anyFails || rows.size() <= 12 ? "<details open=\"\">" : "<details>");
        page.append(element("summary", "", rows.size() + " numbers, with the paper's and the tolerance"));
        page.append("<table><thead><tr><th>Row</th><th>Quantity</th><th>Condition</th><th class=\"number\">Paper</th>"
                + "<th class=\"number\">Measured</th><th class=\"number\">Tolerance</th><th></th><th>Verdict</th></tr>"
                + "</thead><tbody>\n");
        for (Row row : rows) {
            page.append("<tr>")
                    .append(cell("", escaped(row.id())))
                    .append(cell("", escaped(row.quantity())))
                    .append(cell("quiet", escaped(row.condition())))
                    .append(cell("number", escaped(row.expectation().paper())))
                    .append(cell("number", "<b>" + Numbers.plain(row.measured()) + "</b>"))
                    .append(cell("number quiet", escaped(row.expectation().tolerance())))
                    .append(cell("", ToleranceBar.of(row)))
                    .append(cell("", pill(row.verdict())))
                    .append("</tr>\n");
        }
        page.append("</tbody></table></details>\n");
    }

    private void footer() {
        page.append("<footer>")
                .append("<p>The same numbers again: <code>")
                .append(escaped(results.again()))
                .append("</code></p>")
                .append(element(
                        "p",
                        "",
                        "Trefoil " + imprint.version() + ", " + imprint.when() + ", " + imprint.machine()
                                + ". Each figure is also a file in figures/, each number in rows.csv and series.csv."))
                .append("</footer>\n");
    }

    private static String pill(Verdict verdict) {
        return element("span", "pill " + verdict.name().toLowerCase(Locale.ROOT), verdict.name());
    }

    /** A duration as a person says it. */
    static String time(Duration time) {
        double seconds = time.toMillis() / 1000.0;
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart());
    }
}
