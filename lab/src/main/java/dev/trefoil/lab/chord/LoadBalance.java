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
import dev.trefoil.lab.measure.ChiSquare;
import dev.trefoil.lab.measure.Sample;
import dev.trefoil.lab.ring.Hosts;
import dev.trefoil.lab.ring.Load;
import dev.trefoil.spi.Census;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Rows C5 and C6: how unevenly keys fall on nodes (ToN 2003, figure 8). */
final class LoadBalance implements Experiment {

    private static final int NODES = 10_000;
    private static final int STEP = 100_000;
    private static final int STEPS = 10;
    private static final int HALF = 5;
    private static final List<Point> PAPER_P99 =
            PaperSeries.of("ToN03", "8a", "99th percentile keys per node by keys, N=10000");

    private final Overlays overlays;

    LoadBalance(Overlays overlays) {
        this.overlays = overlays;
    }

    @Override
    public String name() {
        return "load-balance";
    }

    @Override
    public String title() {
        return "How evenly do keys fall on nodes?";
    }

    @Override
    public List<String> rows() {
        return List.of("C5", "C6");
    }

    @Override
    public String lesson() {
        return "A node holds the keys on the arc between its predecessor and itself. Hashing spreads nodes and keys evenly"
                + " at random, but random points are not equally far apart: the arcs are exponentially distributed. So one"
                + " node in a hundred has ln 100 = 4.6 times the mean load, the unluckiest of ten thousand about nine"
                + " times, and some hold nothing at all. This is a property of consistent hashing with one point for each"
                + " node, not a fault; the next experiment shows the remedy.";
    }

    @Override
    public Findings run(Bench bench) {
        int seeds = bench.effort().choose(2, 10, 20);
        List<List<Sample>> runs = bench.map(IntStream.range(0, seeds).boxed().toList(), run -> distribute(run, bench));
        List<Spread> spreads = new ArrayList<>();
        for (int step = 1; step <= STEPS; step++) {
            int at = step;
            List<Sample> loads = runs.stream().map(run -> run.get(at - 1)).toList();
            spreads.add(Spread.of(step * STEP, loads));
        }
        Findings.Notes notes = Findings.notes();
        for (Spread spread : spreads) {
            notes.row(Row.gate(
                    "C5",
                    "99th percentile of keys for a node / mean",
                    "K = " + Numbers.count(spread.keys),
                    Expectation.between(
                            Numbers.plain(PaperSeries.at(PAPER_P99, spread.keys) * NODES / spread.keys), 4.3, 5.0),
                    spread.p99 * NODES / spread.keys));
        }
        List<Sample> half = runs.stream().map(run -> run.get(HALF - 1)).toList();
        judgeHalf(spreads.get(HALF - 1), half, notes);
        notes.figure(figure(spreads));
        notes.condition("N = 10,000; one point on the ring for each node; random keys");
        notes.condition(Numbers.count(seeds) + " networks for each number of keys; percentiles over all their nodes");
        notes.condition("each node's overlay says itself which arc it covers; every key is covered exactly once");
        return notes.done();
    }

    private List<Sample> distribute(int run, Bench bench) {
        RandomGenerator random = bench.random("load balance " + run);
        Census members = new Hosts(random).census(NODES, 1);
        Load load = new Load(overlays.with(ChordSettings.withSuccessors(ChordSettings.ONE_SUCCESSOR)), members);
        List<Sample> loads = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            load.addRandomKeys(STEP, random);
            loads.add(load.perHost());
        }
        return loads;
    }

    private static void judgeHalf(Spread spread, List<Sample> runs, Findings.Notes notes) {
        double mean = (double) spread.keys / NODES;
        double max = runs.stream().mapToDouble(Sample::max).average().orElse(Double.NaN);
        notes.row(Row.gate(
                "C6",
                "most keys for a node / mean, average of the networks",
                "K = 500,000",
                Expectation.between("9.1", 8, 13),
                max / mean));
        double empty = runs.stream().mapToLong(run -> run.count(0)).average().orElse(Double.NaN);
        notes.row(Row.watch(
                "C6", "nodes without any key", "K = 500,000", Expectation.atLeast("some in every run", 1), empty));
        notes.row(Row.watch(
                "C6",
                "chi-square p of the load against exponential arcs",
                "K = 500,000, first network",
                Expectation.atLeast("–", 0.01),
                fit(runs.get(0), mean).pValue()));
    }

    /** If arcs are exponential, a node holds exactly k keys with probability (1 - q) q^k, where q = mean / (1 + mean). */
    static ChiSquare fit(Sample load, double mean) {
        int classes = (int) (12 * mean);
        double q = mean / (1 + mean);
        double[] observed = new double[classes + 1];
        double[] expected = new double[classes + 1];
        double rest = load.size();
        for (int keys = 0; keys < classes; keys++) {
            observed[keys] = load.count(keys);
            expected[keys] = load.size() * (1 - q) * Math.pow(q, keys);
            rest -= observed[keys];
        }
        observed[classes] = rest;
        expected[classes] = load.size() * Math.pow(q, classes);
        return ChiSquare.of(observed, expected);
    }

    private static Figure figure(List<Spread> spreads) {
        List<Point> band = spreads.stream()
                .map(each -> new Point(each.keys, (double) each.keys / NODES, each.p1, each.p99))
                .toList();
        Chart chart = new Chart(
                "Keys for a node by keys in all, N = 10,000",
                Axis.linear("keys in all, K"),
                Axis.counting("keys for a node"),
                List.of(
                        Series.band("99th percentile", Role.MEASURED, band),
                        Series.line("99th percentile", Role.PAPER, PAPER_P99),
                        Series.line(
                                "99th percentile",
                                Role.MEASURED,
                                Series.points(spreads, each -> each.keys, each -> each.p99)),
                        Series.line(
                                "mean",
                                Role.MEASURED,
                                Series.points(spreads, each -> each.keys, each -> (double) each.keys / NODES)),
                        Series.line(
                                "1st percentile",
                                Role.MEASURED,
                                Series.points(spreads, each -> each.keys, each -> each.p1))));
        return new Figure(
                "load-balance",
                chart,
                "The busiest hundredth of the nodes holds 4.6 times the mean, however many keys there are. The area reaches"
                        + " from the 1st to the 99th percentile.");
    }

    /** The load of all nodes of all networks with so many keys. */
    private record Spread(int keys, double p1, double p99) {

        static Spread of(int keys, List<Sample> runs) {
            Sample all = new Sample();
            runs.forEach(all::addAll);
            return new Spread(keys, all.percentile(1), all.percentile(99));
        }
    }
}
