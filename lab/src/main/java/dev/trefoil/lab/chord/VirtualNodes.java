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
import dev.trefoil.lab.measure.Sample;
import dev.trefoil.lab.ring.Hosts;
import dev.trefoil.lab.ring.Load;
import dev.trefoil.spi.Census;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Row C7: what virtual nodes do for the balance (ToN 2003, figure 9). */
final class VirtualNodes implements Experiment {

    private static final int HOSTS = 10_000;
    private static final int KEYS = 1_000_000;
    /** Longest first. */
    private static final List<Integer> COUNTS = List.of(20, 10, 5, 2, 1);

    private static final List<Point> PAPER_P1 =
            PaperSeries.of("ToN03", "9", "1st percentile keys per real node by virtual nodes, N=10000 keys=1e6");
    private static final List<Point> PAPER_P99 =
            PaperSeries.of("ToN03", "9", "99th percentile keys per real node by virtual nodes, N=10000 keys=1e6");

    private final Overlays overlays;

    VirtualNodes(Overlays overlays) {
        this.overlays = overlays;
    }

    @Override
    public String name() {
        return "virtual-nodes";
    }

    @Override
    public String title() {
        return "What do virtual nodes do for the balance?";
    }

    @Override
    public List<String> rows() {
        return List.of("C7");
    }

    @Override
    public String lesson() {
        return "One process may stand on the ring at several points. Its load is then the sum of several random arcs, and"
                + " sums vary less than their parts: with v points the spread shrinks about as the square root of v. Twenty"
                + " points bring the busiest hundredth from almost five times the mean down to 1.6 times, and the idlest"
                + " hundredth from nothing up to half of it. The price is v times the neighbours to look after, and half of"
                + " log2 v more hops.";
    }

    @Override
    public Findings run(Bench bench) {
        int runs = bench.effort().choose(1, 2, 20);
        List<Trial> trials = new ArrayList<>();
        COUNTS.forEach(count -> {
            for (int run = 0; run < runs; run++) {
                trials.add(new Trial(count, run));
            }
        });
        List<Sample> loads = bench.map(trials, trial -> distribute(trial, bench));
        Findings.Notes notes = Findings.notes();
        List<Spread> spreads = new ArrayList<>();
        for (int i = COUNTS.size() - 1; i >= 0; i--) {
            Sample all = new Sample();
            loads.subList(i * runs, (i + 1) * runs).forEach(all::addAll);
            Spread spread =
                    new Spread(COUNTS.get(i), all.percentile(1), all.percentile(99), all.deviation() / all.mean());
            spreads.add(spread);
            judge(spread, notes);
        }
        notes.figure(figure(spreads));
        notes.condition("10,000 processes, K = 1,000,000 random keys, so 100 for a process on average");
        notes.condition(
                Numbers.count(runs) + " networks for each number of virtual nodes; percentiles over all processes");
        return notes.done();
    }

    private Sample distribute(Trial trial, Bench bench) {
        RandomGenerator random = bench.random("virtual nodes " + trial);
        Census members = new Hosts(random).census(HOSTS, trial.virtualNodes);
        Load load = new Load(overlays.with(ChordSettings.withSuccessors(ChordSettings.ONE_SUCCESSOR)), members);
        load.addRandomKeys(KEYS, random);
        return load.perHost();
    }

    private static void judge(Spread spread, Findings.Notes notes) {
        String condition = "v = " + spread.virtualNodes;
        notes.row(Row.gate(
                "C7",
                "1st percentile of keys for a process",
                condition,
                Expectation.nearPercentOr(PaperSeries.at(PAPER_P1, spread.virtualNodes), 8, 3),
                spread.p1));
        notes.row(Row.gate(
                "C7",
                "99th percentile of keys for a process",
                condition,
                Expectation.nearPercent(PaperSeries.at(PAPER_P99, spread.virtualNodes), 8),
                spread.p99));
        notes.row(Row.watch(
                "C7",
                "standard deviation of the load / mean",
                condition,
                Expectation.near(Math.sqrt(1.0 / spread.virtualNodes + (double) HOSTS / KEYS), 0.03)
                        .called("1/√v and chance"),
                spread.variation));
    }

    private static Figure figure(List<Spread> spreads) {
        List<Point> band = spreads.stream()
                .map(each -> new Point(each.virtualNodes, 100, each.p1, each.p99))
                .toList();
        Chart chart = new Chart(
                "Keys for a process by virtual nodes, 100 on average",
                Axis.linear("virtual nodes of each process, v"),
                Axis.counting("keys for a process"),
                List.of(
                        Series.band("99th percentile", Role.MEASURED, band),
                        Series.line("99th percentile", Role.PAPER, PAPER_P99),
                        Series.line("1st percentile", Role.PAPER, PAPER_P1),
                        Series.line(
                                "99th percentile",
                                Role.MEASURED,
                                Series.points(spreads, each -> each.virtualNodes, each -> each.p99)),
                        Series.line(
                                "mean", Role.MEASURED, Series.points(spreads, each -> each.virtualNodes, each -> 100)),
                        Series.line(
                                "1st percentile",
                                Role.MEASURED,
                                Series.points(spreads, each -> each.virtualNodes, each -> each.p1))));
        return new Figure(
                "virtual-nodes",
                chart,
                "The load closes in on its mean from both sides; the first few virtual nodes do most.");
    }

    private record Trial(int virtualNodes, int run) {}

    private record Spread(int virtualNodes, double p1, double p99, double variation) {}
}
