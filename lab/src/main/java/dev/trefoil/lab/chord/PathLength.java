package dev.trefoil.lab.chord;

import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.chord.ChordConfig;
import dev.trefoil.lab.Bench;
import dev.trefoil.lab.Effort;
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
import dev.trefoil.lab.measure.Histogram;
import dev.trefoil.lab.ring.Hosts;
import dev.trefoil.lab.ring.StillRing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Rows C1 to C4: how long lookups are, and how their lengths are distributed (ToN 2003, figure 10). */
final class PathLength implements Experiment {

    private static final String PAPER = "ToN03";
    private static final List<Point> MEAN = PaperSeries.of(PAPER, "10a", "mean path length by N");
    private static final List<Point> P1 = PaperSeries.of(PAPER, "10a", "1st percentile path length by N");
    private static final List<Point> P99 = PaperSeries.of(PAPER, "10a", "99th percentile path length by N");
    private static final List<Point> PDF = PaperSeries.of(PAPER, "10b", "probability of path length, N=4096");

    private static final int PDF_NODES = 4_096;
    private static final int PDF_LOOKUPS = 50_000;
    /** From this size on the paper's numbers can be met closely; below, its counting at the last step shows. */
    private static final int LARGE = 256;
    /** Small rings differ much from one to the next: so many nodes in all, in rings of their own. */
    private static final int NODES_IN_ALL = 4_096;

    private final Overlays overlays;

    PathLength(Overlays overlays) {
        this.overlays = overlays;
    }

    @Override
    public String name() {
        return "path-length";
    }

    @Override
    public String title() {
        return "How long is a lookup?";
    }

    @Override
    public List<String> rows() {
        return List.of("C1", "C2", "C3", "C4");
    }

    @Override
    public String lesson() {
        return "Each finger spans a power of two, so each step of a lookup at least halves what is left of the way to the"
                + " key. The distance to a random key, written in binary, has about log2 N digits that matter; every one"
                + " of them that is a 1 costs a step, and half of them are. So a lookup in a network of N nodes takes about"
                + " half of log2 N steps: doubling the network costs every lookup half a step. The paper counts how often"
                + " a query is passed on until it reaches the node before the key, and never less than once.";
    }

    @Override
    public Findings run(Bench bench) {
        List<Integer> sizes = new ArrayList<>(IntStream.rangeClosed(3, 14)
                .filter(k -> bench.effort() != Effort.SMOKE || k < 10 || k == 12)
                .mapToObj(k -> 1 << k)
                .toList());
        Collections.reverse(sizes);
        List<Measured> all = new ArrayList<>(bench.map(sizes, size -> measure(size, bench)));
        Collections.reverse(all);
        Findings.Notes notes = Findings.notes();
        all.forEach(each -> judge(each, notes));
        Histogram pdf =
                all.stream().filter(each -> each.nodes == PDF_NODES).findFirst().orElseThrow().hops;
        judgePdf(pdf, notes);
        notes.figure(lengths(all)).figure(distribution(pdf));
        notes.condition("ideal tables; each node knows its fingers, one successor and one predecessor");
        notes.condition(
                Numbers.count(all.get(all.size() - 1).hops.size()) + " lookups of random keys from random nodes for"
                        + " the largest network, " + Numbers.count(pdf.size()) + " for N = 4,096");
        notes.condition("networks under " + Numbers.count(NODES_IN_ALL) + " nodes: the average of several, "
                + Numbers.count(NODES_IN_ALL) + " nodes together");
        notes.condition("length = times the query is passed on until the node before the key has it, at least 1");
        notes.condition("as in the paper, a node sends even the query for a key of its own once round; outside of this"
                + " experiment a Trefoil node sees that it holds the key and asks nobody");
        return notes.done();
    }

    private Measured measure(int nodes, Bench bench) {
        RandomGenerator random = bench.random("path length, N = " + nodes);
        int rings = Math.max(1, bench.effort().choose(NODES_IN_ALL / 8, NODES_IN_ALL, NODES_IN_ALL) / nodes);
        int wanted = Math.max(
                bench.effort().choose(2_000, 8_000, 100 * nodes),
                nodes == PDF_NODES ? bench.effort().choose(10_000, PDF_LOOKUPS, PDF_LOOKUPS) : 0);
        int lookups = Math.max(1, Math.max(wanted, bench.effort().choose(0, 0, 200_000)) / rings);
        Histogram hops = new Histogram();
        ChordConfig config = ChordSettings.withSuccessors(ChordSettings.ONE_SUCCESSOR);
        for (int i = 0; i < rings; i++) {
            StillRing ring = new StillRing(overlays.with(config), new Hosts(random).census(nodes, 1));
            hops.addAll(walk(ring, lookups, random));
        }
        return new Measured(nodes, hops);
    }

    /** Lookups of random keys from random nodes; a wrong answer is none of the things that are measured here. */
    static Histogram walk(StillRing ring, int lookups, RandomGenerator random) {
        Histogram hops = new Histogram();
        for (int i = 0; i < lookups; i++) {
            NodeRef start = ring.members().get(random.nextInt(ring.members().size()));
            var key = KeySpace.FULL.random(random);
            StillRing.Walk walk = ring.walkRound(start, key);
            NodeRef root = ring.members().get(ring.members().successor(key));
            if (!walk.root().equals(root)) {
                throw new IllegalStateException(
                        "a lookup of " + key.toHex() + " ended at " + walk.root() + ", not at " + root);
            }
            hops.add(walk.hops());
        }
        return hops;
    }

    private static void judge(Measured measured, Findings.Notes notes) {
        int nodes = measured.nodes;
        String condition = "N = " + Numbers.count(nodes);
        boolean large = nodes >= LARGE;
        Expectation mean = Expectation.near(PaperSeries.at(MEAN, nodes), large ? 0.08 : 0.25);
        notes.row(Row.gate(large ? "C1" : "C2", "mean path length", condition, mean, measured.hops.mean()));
        Expectation first = Expectation.near(PaperSeries.at(P1, nodes), 1);
        notes.row(Row.gate("C3", "1st percentile of the path length", condition, first, measured.hops.percentile(1)));
        Expectation last = Expectation.near(PaperSeries.at(P99, nodes), 1);
        notes.row(Row.gate("C3", "99th percentile of the path length", condition, last, measured.hops.percentile(99)));
    }

    private static void judgePdf(Histogram hops, Findings.Notes notes) {
        for (Point bin : PDF) {
            int length = (int) bin.x();
            notes.row(Row.gate(
                    "C4",
                    "share of lookups of length " + length,
                    "N = 4,096",
                    Expectation.near(bin.y(), 0.015),
                    hops.fraction(length)));
        }
    }

    private static Figure lengths(List<Measured> all) {
        Chart chart = new Chart(
                "Path length by size of the network",
                Axis.doubling("nodes, N"),
                Axis.counting("path length, hops"),
                List.of(
                        Series.line("99th percentile", Role.PAPER, P99),
                        Series.line("mean", Role.PAPER, MEAN),
                        Series.line("1st percentile", Role.PAPER, P1),
                        Series.line("99th percentile", Role.MEASURED, points(all, 99)),
                        Series.line(
                                "mean",
                                Role.MEASURED,
                                Series.points(all, each -> each.nodes, each -> each.hops.mean())),
                        Series.line("1st percentile", Role.MEASURED, points(all, 1)),
                        Series.line(
                                "½ log2 N",
                                Role.MODEL,
                                Series.points(
                                        all, each -> each.nodes, each -> Math.log(each.nodes) / Math.log(2) / 2))));
        return new Figure(
                "path-length",
                chart,
                "Every doubling of the network adds half a hop to the mean, over three decades of size. Rings are the paper's"
                        + " numbers, dots are measured here.");
    }

    private static List<Point> points(List<Measured> all, int percent) {
        return Series.points(all, each -> each.nodes, each -> each.hops.percentile(percent));
    }

    private static Figure distribution(Histogram hops) {
        Chart chart = new Chart(
                "Distribution of the path length, N = 4,096",
                Axis.linear("path length, hops"),
                Axis.share("share of lookups"),
                List.of(
                        Series.bars("share of lookups", Role.PAPER, PDF),
                        Series.bars(
                                "share of lookups",
                                Role.MEASURED,
                                Series.points(
                                        IntStream.rangeClosed(1, 12).boxed().toList(),
                                        length -> length,
                                        hops::fraction))));
        return new Figure(
                "path-length-distribution",
                chart,
                "Half of twelve is six, and most lookups are near it: hardly any takes twice as long as the mean.");
    }

    private record Measured(int nodes, Histogram hops) {}
}
