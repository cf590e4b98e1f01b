package dev.trefoil.lab.chord;

import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.chord.ChordConfig;
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
import dev.trefoil.lab.ring.StillRing;
import dev.trefoil.simulator.links.Terrain;
import dev.trefoil.spi.Census;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Row C17: what the choice of near fingers does for the time of a lookup (ToN 2003, table IV). */
final class ServerSelection implements Experiment {

    private static final int NODES = 1 << 16;
    private static final Duration EDGE = Duration.ofMillis(50);
    private static final int PARTS = 2;
    /** The most alternates first, since they take longest. */
    private static final List<Integer> ALTERNATES = List.of(16, 8, 4, 2, 1);

    private static final String SERIES = "median lookup stretch by finger alternates s, N=65536, ";
    private static final List<Point> ITERATIVE = PaperSeries.of("ToN03", "T4", SERIES + "iterative 3-d");
    private static final List<Point> RECURSIVE = PaperSeries.of("ToN03", "T4", SERIES + "recursive 3-d");

    private final Overlays overlays;

    ServerSelection(Overlays overlays) {
        this.overlays = overlays;
    }

    @Override
    public String name() {
        return "server-selection";
    }

    @Override
    public String title() {
        return "How much time does the choice of near fingers save?";
    }

    @Override
    public List<String> rows() {
        return List.of("C17");
    }

    @Override
    public String lesson() {
        return "A finger that spans half the ring need not be one particular node: any of the nodes right after it halves"
                + " the way nearly as well. So a node may look at s of them and take the one that answers fastest. The"
                + " number of hops stays about the same, but each hop gets shorter in time. With sixteen to choose from a"
                + " lookup takes little more than a third of the time. In Trefoil the choice is a race: all are asked at"
                + " once, and the first to answer is the finger.";
    }

    @Override
    public Findings run(Bench bench) {
        int lookups = bench.effort().choose(100, 1_000, 10_000);
        List<Trial> trials = new ArrayList<>();
        ALTERNATES.forEach(alternates -> {
            for (int part = 0; part < PARTS; part++) {
                trials.add(new Trial(alternates, part, lookups / PARTS));
            }
        });
        List<Times> parts = bench.map(trials, trial -> measure(trial, bench));
        List<Times> all = new ArrayList<>();
        for (int i = ALTERNATES.size() - 1; i >= 0; i--) {
            Times sum = new Times(ALTERNATES.get(i), new Sample(), new Sample(), new Sample());
            parts.subList(i * PARTS, (i + 1) * PARTS).forEach(sum::addAll);
            all.add(sum);
        }
        Findings.Notes notes = Findings.notes();
        judge(all, notes);
        notes.figure(figure(all));
        notes.remark(
                "With one or two nodes to choose from the numbers are the paper's; with more the paper's fall faster. Its"
                        + " nodes keep all s nodes of each finger and choose among them for every single query, so they know s times"
                        + " as many nodes and need fewer hops. Trefoil's choose once, when they look a finger up, and keep one.");
        notes.condition("N = 65,536 in a 3-d cube, delay is distance; ideal tables whose fingers are the nearest of s");
        notes.condition(Numbers.count(lookups) + " lookups for each s, over " + PARTS + " networks; medians");
        notes.condition(
                "the lookup walks over the real tables, and the delays on its way are added up; as in the paper it"
                        + " ends when the node before the key has told the asker");
        return notes.done();
    }

    private Times measure(Trial trial, Bench bench) {
        RandomGenerator random = bench.random("server selection " + trial.part);
        Terrain terrain = Terrain.cube(3, EDGE, random.nextLong());
        ChordConfig config = ChordSettings.withSuccessors(trial.alternates).withAlternates(trial.alternates);
        StillRing ring = new StillRing(overlays.with(config), new Hosts(random).census(NODES, 1), terrain);
        Times times = new Times(trial.alternates, new Sample(), new Sample(), new Sample());
        Census members = ring.members();
        for (int i = 0; i < trial.lookups; i++) {
            NodeRef start = members.get(random.nextInt(NODES));
            Key key = KeySpace.FULL.random(random);
            StillRing.Walk walk = ring.walk(start, key);
            if (walk.path().size() > 1) {
                times.add(walk, terrain);
            }
        }
        return times;
    }

    private static void judge(List<Times> all, Findings.Notes notes) {
        double first = all.get(0).recursive.median();
        Times last = all.get(all.size() - 1);
        notes.row(Row.gate(
                "C17",
                "median stretch with s = 16 / with s = 1",
                "recursive, 3-d",
                Expectation.between(Numbers.plain(1.7 / 4.5), 0.30, 0.45),
                last.recursive.median() / first));
        for (Times times : all) {
            String condition = "s = " + times.alternates;
            notes.row(Row.watch(
                    "C17",
                    "median stretch, recursive",
                    condition,
                    Expectation.none(Numbers.plain(PaperSeries.at(RECURSIVE, times.alternates))),
                    times.recursive.median()));
            notes.row(Row.watch(
                    "C17",
                    "median stretch, iterative",
                    condition,
                    Expectation.none(Numbers.plain(PaperSeries.at(ITERATIVE, times.alternates))),
                    times.iterative.median()));
            notes.row(Row.watch("C17", "mean path length", condition, Expectation.none("–"), times.hops.mean()));
        }
    }

    private static Figure figure(List<Times> all) {
        Chart chart = new Chart(
                "Stretch by alternates for each finger, N = 65,536, 3-d",
                Axis.doubling("nodes that each finger is chosen from, s"),
                Axis.counting("median stretch"),
                List.of(
                        Series.line("iterative", Role.PAPER, ITERATIVE),
                        Series.line("recursive", Role.PAPER, RECURSIVE),
                        Series.line(
                                "iterative",
                                Role.MEASURED,
                                Series.points(all, each -> each.alternates, each -> each.iterative.median())),
                        Series.line(
                                "recursive",
                                Role.MEASURED,
                                Series.points(all, each -> each.alternates, each -> each.recursive.median()))));
        return new Figure(
                "server-selection",
                chart,
                "The more nodes a finger is chosen from, the shorter each hop. One would be a perfect network, in which"
                        + " everybody knows everybody.");
    }

    private record Trial(int alternates, int part, int lookups) {}

    /** What lookups took, as multiples of the round trip to the root. */
    private record Times(int alternates, Sample iterative, Sample recursive, Sample hops) {

        void add(StillRing.Walk walk, Terrain terrain) {
            List<NodeRef> path = walk.path();
            NodeRef start = path.get(0);
            long onward = 0;
            long asking = 0;
            for (int i = 1; i < path.size(); i++) {
                onward += terrain.oneWayNanos(
                        path.get(i - 1).address(), path.get(i).address());
                asking += terrain.roundTripNanos(start.address(), path.get(i).address());
            }
            long back = terrain.oneWayNanos(path.get(path.size() - 1).address(), start.address());
            double best = terrain.roundTripNanos(start.address(), walk.root().address());
            recursive.add((onward + back) / best);
            iterative.add(asking / best);
            hops.add(walk.hops());
        }

        void addAll(Times other) {
            iterative.addAll(other.iterative);
            recursive.addAll(other.recursive);
            hops.addAll(other.hops);
        }
    }
}
