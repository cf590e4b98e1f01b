package dev.trefoil.lab.chord;

import dev.trefoil.lab.Bench;
import dev.trefoil.lab.Expectation;
import dev.trefoil.lab.Experiment;
import dev.trefoil.lab.Figure;
import dev.trefoil.lab.Findings;
import dev.trefoil.lab.Numbers;
import dev.trefoil.lab.Row;
import dev.trefoil.lab.chart.Axis;
import dev.trefoil.lab.chart.Chart;
import dev.trefoil.lab.chart.Point;
import dev.trefoil.lab.chart.Role;
import dev.trefoil.lab.chart.Series;
import dev.trefoil.lab.measure.Histogram;
import dev.trefoil.lab.ring.Hosts;
import dev.trefoil.lab.ring.StillRing;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Rows B1 and B2: networks larger than the papers', and what longer successor lists do for the length of lookups. */
final class Beyond implements Experiment {

    private static final List<Integer> EXPONENTS = List.of(20, 17);
    private static final List<Integer> LISTS = List.of(32, 16, 8, 4, 2, 1);
    private static final int LIST_NODES = 1_024;

    private final Overlays overlays;

    Beyond(Overlays overlays) {
        this.overlays = overlays;
    }

    @Override
    public String name() {
        return "beyond";
    }

    @Override
    public String title() {
        return "A million nodes, and longer lists";
    }

    @Override
    public List<String> rows() {
        return List.of("B1", "B2");
    }

    @Override
    public String lesson() {
        return "The papers stop at sixteen thousand nodes. Half of log2 N says that a million need ten hops; here they are, each"
                + " with its own tables. And successor lists, which are there for safety, also shorten lookups: a node that"
                + " knows its next r nodes finds the last half of log2 r steps without asking.";
    }

    @Override
    public Findings run(Bench bench) {
        int lookups = bench.effort().choose(50, 1_500, 20_000);
        List<Histogram> large = bench.map(EXPONENTS, exponent -> large(exponent, lookups, bench));
        Findings.Notes notes = Findings.notes();
        for (int i = EXPONENTS.size() - 1; i >= 0; i--) {
            double half = EXPONENTS.get(i) / 2.0;
            notes.row(Row.gate(
                    "B1",
                    "mean path length",
                    "N = " + Numbers.count(1L << EXPONENTS.get(i)),
                    Expectation.near(half, 0.3).called("½ log2 N = " + Numbers.plain(half)),
                    large.get(i).mean()));
        }
        int perList = bench.effort().choose(500, 5_000, 50_000);
        List<Histogram> lists = bench.map(LISTS, list -> lists(list, perList, bench));
        List<Point> measured = new ArrayList<>();
        List<Point> formula = new ArrayList<>();
        for (int i = LISTS.size() - 1; i >= 0; i--) {
            int list = LISTS.get(i);
            double model = (Math.log(LIST_NODES) - Math.log(list)) / Math.log(2) / 2 + 1;
            measured.add(Point.at(list, lists.get(i).mean()));
            formula.add(Point.at(list, model));
            notes.row(Row.watch(
                    "B2",
                    "mean path length",
                    "N = 1,024, r = " + list,
                    Expectation.none("½ log2 N - ½ log2 r + 1 = " + Numbers.plain(model)),
                    lists.get(i).mean()));
        }
        notes.figure(figure(measured, formula));
        notes.condition("B1: " + Numbers.count(lookups)
                + " lookups in an ideal network, each node's tables made when a lookup" + " comes by; lists of one");
        notes.condition(
                "B2: " + Numbers.count(perList) + " lookups for each length; lists of r successors and r predecessors");
        return notes.done();
    }

    private Histogram large(int exponent, int lookups, Bench bench) {
        RandomGenerator random = bench.random("beyond 2^" + exponent);
        return PathLength.walk(ring(ChordSettings.ONE_SUCCESSOR, 1 << exponent, random), lookups, random);
    }

    private Histogram lists(int successors, int lookups, Bench bench) {
        RandomGenerator random = bench.random("lists of " + successors);
        return PathLength.walk(ring(successors, LIST_NODES, random), lookups, random);
    }

    private StillRing ring(int successors, int nodes, RandomGenerator random) {
        return new StillRing(
                overlays.with(ChordSettings.withSuccessors(successors)), new Hosts(random).census(nodes, 1));
    }

    private static Figure figure(List<Point> measured, List<Point> formula) {
        Chart chart = new Chart(
                "Path length by successors in the list, N = 1,024",
                Axis.doubling("successors in the list, r"),
                Axis.counting("mean path length, hops"),
                List.of(Series.line("mean", Role.MODEL, formula), Series.line("mean", Role.MEASURED, measured)));
        return new Figure(
                "successor-lists",
                chart,
                "Each doubling of the list saves about half a hop. The paper's formula (dotted) is meant for long lists.");
    }
}
