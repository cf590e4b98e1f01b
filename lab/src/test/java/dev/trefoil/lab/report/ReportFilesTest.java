package dev.trefoil.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.lab.Bench;
import dev.trefoil.lab.Chapter;
import dev.trefoil.lab.Effort;
import dev.trefoil.lab.Expectation;
import dev.trefoil.lab.Experiment;
import dev.trefoil.lab.Figure;
import dev.trefoil.lab.Findings;
import dev.trefoil.lab.Laboratory;
import dev.trefoil.lab.Progress;
import dev.trefoil.lab.Results;
import dev.trefoil.lab.Row;
import dev.trefoil.lab.chart.Axis;
import dev.trefoil.lab.chart.Chart;
import dev.trefoil.lab.chart.Point;
import dev.trefoil.lab.chart.Role;
import dev.trefoil.lab.chart.Series;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportFilesTest {

    private static final Imprint IMPRINT = new Imprint("today", "2 processors", "1.0 <beta>");

    @TempDir
    private Path directory;

    @Test
    void thePageIsOneWellFormedDocumentThatLoadsNothing() throws Exception {
        Path page = ReportFiles.write(directory, results(Set.of()), IMPRINT);
        String html = Files.readString(page);
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html)));
        assertThat(document.getElementsByTagName("section").getLength()).isEqualTo(1 + 2);
        assertThat(html)
                .doesNotContain("src=")
                .doesNotContain("<link")
                .doesNotContain("<script")
                .doesNotContain("url(");
        assertThat(html.replace("xmlns=\"http://www.w3.org/2000/svg\"", "")).doesNotContain("http");
        assertThat(html).contains("a &lt;lesson&gt; &amp; more").contains("1.0 &lt;beta&gt;");
        assertThat(html).contains("pill fail").contains("pill pass").contains("pill watch");
        assertThat(html).contains("./trefoil lab tiny --smoke --seed 42");
    }

    @Test
    void figuresAndNumbersAreFilesBesideThePage() throws Exception {
        ReportFiles.write(directory, results(Set.of()), IMPRINT);
        assertThat(directory.resolve("figures/first.svg")).isRegularFile();
        assertThat(directory.resolve("figures/second.svg")).isRegularFile();
        assertThat(Files.readAllLines(directory.resolve("rows.csv")))
                .containsExactly(
                        "row,quantity,condition,paper,measured,low,high,verdict",
                        "A1,hops,\"N = 8, \"\"ideal\"\"\",2,2.05,1.9,2.1,PASS",
                        "A2,hops,second,2,3.0,1.9,2.1,FAIL",
                        "A2,watched,second,–,3.0,-Infinity,Infinity,WATCH");
        assertThat(Files.readAllLines(directory.resolve("series.csv"))).contains("first,mean,MEASURED,1.0,2.0,1.5,2.5");
    }

    @Test
    void onlyTheExperimentsThatFillTheWantedRowsRun() {
        Results results = results(Set.of("A2"));
        assertThat(results.completed()).hasSize(1);
        assertThat(results.isGreen()).isFalse();
        assertThat(results(Set.of("A1")).isGreen()).isTrue();
    }

    private static Results results(Set<String> rows) {
        Expectation two = Expectation.near(2, 0.1);
        Findings first = Findings.notes()
                .row(Row.gate("A1", "hops", "N = 8, \"ideal\"", two, 2.05))
                .figure(figure("first"))
                .condition("ideal")
                .done();
        Findings second = Findings.notes()
                .row(Row.gate("A2", "hops", "second", two, 3))
                .row(Row.watch("A2", "watched", "second", Expectation.none("–"), 3))
                .figure(figure("second"))
                .remark("strange")
                .done();
        Chapter chapter = new Chapter(
                "tiny", "Tiny", "Intro", bench -> "", List.of(new Fixed("A1", first), new Fixed("A2", second)));
        ExecutorService hands = Executors.newSingleThreadExecutor();
        AtomicLong clock = new AtomicLong();
        try {
            Bench bench = new Bench(Effort.SMOKE, 42, hands, Progress.SILENT);
            return new Laboratory(bench, () -> clock.addAndGet(1_000_000_000)).run(chapter, rows);
        } finally {
            hands.shutdownNow();
        }
    }

    private static Figure figure(String name) {
        Series line = Series.line("mean", Role.MEASURED, List.of(new Point(1, 2, 1.5, 2.5), Point.at(2, 3)));
        return new Figure(name, new Chart("t", Axis.linear("x"), Axis.counting("y"), List.of(line)), "caption");
    }

    private record Fixed(String row, Findings findings) implements Experiment {

        @Override
        public String name() {
            return "experiment-" + row;
        }

        @Override
        public String title() {
            return "Experiment " + row;
        }

        @Override
        public List<String> rows() {
            return List.of(row);
        }

        @Override
        public String lesson() {
            return "a <lesson> & more";
        }

        @Override
        public Findings run(Bench bench) {
            return findings;
        }
    }
}
