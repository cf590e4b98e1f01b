package dev.trefoil.lab.chord;

import dev.trefoil.lab.Bench;
import dev.trefoil.lab.Expectation;
import dev.trefoil.lab.Experiment;
import dev.trefoil.lab.Figure;
import dev.trefoil.lab.Findings;
import dev.trefoil.lab.Numbers;
import dev.trefoil.lab.PaperSeries;
import dev.trefoil.lab.Row;
import dev.trefoil.lab.chart.Axis;
import dev.trefoil.lab.chart.Chart;
import dev.trefoil.lab.chart.Point;
import dev.trefoil.lab.chart.Role;
import dev.trefoil.lab.chart.Series;
import java.util.ArrayList;
import java.util.List;

/** Rows C9 to C11: lookups right after many nodes have died, before anybody has repaired anything (ToN 2003, table II). */
final class BeforeRepair implements Experiment {

    private static final List<Point> PATH =
            PaperSeries.of("ToN03", "T2", "mean path length by failed fraction, N=1000 r=20");
    private static final List<Point> TIMEOUTS =
            PaperSeries.of("ToN03", "T2", "mean timeouts by failed fraction, N=1000 r=20");
    private static final int NETWORKS = 10;

    private final Overlays overlays;

    BeforeRepair(Overlays overlays) {
        this.overlays = overlays;
    }

    @Override
    public String name() {
        return "before-repair";
    }

    @Override
    public String title() {
        return "Do lookups get through before anything is repaired?";
    }

    @Override
    public List<String> rows() {
        return List.of("C9", "C10", "C11");
    }

    @Override
    public String lesson() {
        return "Again a fraction p of the nodes dies at one moment, but now lookups start at once, with tables full of the"
                + " dead. Whenever a node gets no answer within half a second it tries the next best node it knows, and at"
                + " the last step the next one in its successor list of twenty. The paper's claim is strong: even if every"
                + " second node dies, every lookup still finds the right living node. The price is time, about one timeout"
                + " for every dead node on the way. Nothing is learnt from one lookup for the next here; in a real network"
                + " the first timeout would spare the second.";
    }

    @Override
    public Findings run(Bench bench) {
        int lookups = bench.effort().choose(20, 500, 1_000);
        List<Point> fractions = new ArrayList<>(PATH);
        List<Aftermath> trials = new ArrayList<>();
        fractions.forEach(point -> {
            for (int run = 0; run < NETWORKS; run++) {
                trials.add(new Aftermath(overlays, point.x(), run, lookups));
            }
        });
        List<Aftermath.Tally> tallies = bench.map(trials, trial -> trial.run(bench));
        Findings.Notes notes = Findings.notes();
        List<Aftermath.Tally> measured = new ArrayList<>();
        for (int i = 0; i < fractions.size(); i++) {
            Aftermath.Tally tally = tallies.subList(i * NETWORKS, (i + 1) * NETWORKS).stream()
                    .reduce(Aftermath.Tally::plus)
                    .orElseThrow();
            measured.add(tally);
            judge(fractions.get(i).x(), tally, notes);
        }
        notes.figure(figure(fractions, measured));
        notes.condition(
                "N = 1,000, lists of r = 20 successors, ideal tables from before the failure, no stabilisation");
        notes.condition(
                "recursive lookups; delays exponential with a mean of 50 ms; 500 ms without an answer is a timeout");
        notes.condition(Numbers.count((long) lookups * NETWORKS) + " lookups from living nodes for each p, over "
                + NETWORKS + " networks; a node that has met a dead one gets its old tables back after each lookup");
        notes.condition("path = times the query is passed on until the living node before the key has it, at least 1;"
                + " timeouts = dead nodes asked until then");
        notes.condition(
                "keys are drawn ahead of the asking node: Trefoil's nodes also know 20 predecessors, and find what"
                        + " those hold in one hop");
        notes.condition("failed = no answer, or one from another node than the first living one at or after the key");
        return notes.done();
    }

    private static void judge(double dead, Aftermath.Tally tally, Findings.Notes notes) {
        String condition = "p = " + Numbers.plain(dead);
        double lookups = tally.lookups();
        notes.row(Row.gate(
                "C9",
                "mean path length",
                condition,
                Expectation.nearPercent(PaperSeries.at(PATH, dead), 5),
                tally.hops() / (lookups - tally.failed())));
        notes.row(Row.gate(
                "C10",
                "mean timeouts of a lookup",
                condition,
                Expectation.nearPercentOr(PaperSeries.at(TIMEOUTS, dead), 10, 0.25),
                tally.timeouts() / lookups));
        notes.row(Row.watch(
                "C10",
                "mean timeouts at the last step, not counted by the paper",
                condition,
                Expectation.near(2 * dead / (1 - dead), 0.25).called("2 p / (1 - p)"),
                tally.last() / lookups));
        notes.row(Row.gate(
                "C11",
                "failed lookups of 10,000",
                condition,
                Expectation.atMost("0", 2),
                tally.failed() * 10_000.0 / lookups));
    }

    private static Figure figure(List<Point> fractions, List<Aftermath.Tally> measured) {
        List<Point> paths = new ArrayList<>();
        List<Point> timeouts = new ArrayList<>();
        List<Point> predicted = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            double dead = fractions.get(i).x();
            Aftermath.Tally tally = measured.get(i);
            double path = (double) tally.hops() / (tally.lookups() - tally.failed());
            paths.add(Point.at(dead, path));
            timeouts.add(Point.at(dead, (double) tally.timeouts() / tally.lookups()));
            predicted.add(Point.at(dead, dead * path / (1 - dead)));
        }
        Chart chart = new Chart(
                "Path length and timeouts before repair, N = 1,000",
                Axis.share("nodes that died"),
                Axis.counting("for each lookup"),
                List.of(
                        Series.line("timeouts", Role.MODEL, predicted),
                        Series.line("path length", Role.PAPER, PATH),
                        Series.line("timeouts", Role.PAPER, TIMEOUTS),
                        Series.line("path length", Role.MEASURED, paths),
                        Series.line("timeouts", Role.MEASURED, timeouts)));
        return new Figure(
                "before-repair",
                chart,
                "Paths hardly lengthen; it is the waiting for the dead that costs. If a path asks m nodes, living or not, mp"
                        + " of them are dead (dotted).");
    }
}
