package dev.trefoil.lab.chord;

import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
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
import dev.trefoil.lab.measure.Sample;
import dev.trefoil.lab.ring.Hosts;
import dev.trefoil.lab.ring.LivingRing;
import dev.trefoil.lab.ring.RingOptions;
import dev.trefoil.simulator.links.LatencyMatrix;
import dev.trefoil.simulator.links.Terrain;
import dev.trefoil.spi.Census;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Row C16: a query that is passed on against a node that asks all others itself (ToN 2003, table IV, s = 1). */
final class Styles implements Experiment {

    private static final int NODES = 1 << 12;
    private static final Duration EDGE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PARTS = 2;
    private static final List<Integer> PERCENTILES =
            IntStream.rangeClosed(1, 24).map(i -> 4 * i).boxed().toList();

    private final Overlays overlays;

    Styles(Overlays overlays) {
        this.overlays = overlays;
    }

    @Override
    public String name() {
        return "styles";
    }

    @Override
    public String title() {
        return "Pass the query on, or ask everybody oneself?";
    }

    @Override
    public List<String> rows() {
        return List.of("C16");
    }

    @Override
    public String lesson() {
        return "An iterative lookup asks one node after the other, and waits for each answer: every hop costs a round trip."
                + " A recursive one is handed on from node to node, and only the last sends an answer back: every hop costs"
                + " one way. So the recursive style is nearly twice as fast. Trefoil has both: it locates keys iteratively,"
                + " because the asker then sees every failure itself, and routes messages recursively. Stretch is the time"
                + " of a lookup divided by the round trip to the node that holds the key, the best that anybody could do.";
    }

    @Override
    public Findings run(Bench bench) {
        int lookups = bench.effort().choose(60, 600, 10_000);
        List<Trial> trials = new ArrayList<>();
        for (Ground ground : Ground.values()) {
            IntStream.range(0, PARTS).forEach(part -> trials.add(new Trial(ground, part, lookups / PARTS)));
        }
        List<Stretch> parts = bench.map(trials, trial -> measure(trial, bench));
        Findings.Notes notes = Findings.notes();
        int next = 0;
        for (Ground ground : Ground.values()) {
            Stretch all = new Stretch(new Sample(), new Sample(), new Sample());
            parts.subList(next, next + PARTS).forEach(all::addAll);
            next += PARTS;
            judge(ground, all, notes);
            if (ground == Ground.CUBE) {
                notes.figure(figure(all));
            }
        }
        notes.condition(
                "N = 4,096 nodes with ideal tables in virtual time; fingers as published, no choice by nearness");
        notes.condition(Numbers.count(lookups) + " keys, each looked up in both styles from the same node; medians");
        notes.condition("3-d: nodes stand in a cube, delay is distance; PlanetLab: 490 hosts' measured round trips");
        notes.condition(
                "both styles end when the node before the key has told the asker who holds it, as in the paper: of the"
                        + " measured recursive time the way by the root is taken off and the straight way put on");
        return notes.done();
    }

    private Stretch measure(Trial trial, Bench bench) {
        RandomGenerator random = bench.random("styles " + trial);
        Terrain terrain = trial.ground.terrain(random.nextLong());
        RingOptions options = RingOptions.asThePapers(
                        overlays.with(ChordSettings.withSuccessors(ChordSettings.ONE_SUCCESSOR)), 1, 8)
                .withTimeout(PATIENCE);
        LivingRing ring = new LivingRing(random.nextLong(), options, terrain, terrain);
        Census members = new Hosts(random).census(NODES, 1);
        members.forEach(node -> ring.enterFrozen(node, members));
        Stretch stretch = new Stretch(new Sample(), new Sample(), new Sample());
        for (int i = 0; i < trial.lookups; i++) {
            NodeRef start = members.get(random.nextInt(NODES));
            Key key = KeySpace.FULL.random(random);
            NodeRef root = members.get(members.successor(key));
            if (!root.equals(start)) {
                double best = terrain.roundTripNanos(start.address(), root.address());
                stretch.iterative.add(nanos(ring, done -> ring.node(start).iterate(key, found -> done.run(), () -> {}))
                        / best);
                double whole = nanos(ring, done -> ring.node(start).recur(key, reply -> done.run(), () -> {}));
                NodeRef before = members.around(members.successor(key) - 1);
                double byRoot = (double) terrain.oneWayNanos(before.address(), root.address())
                        + terrain.oneWayNanos(root.address(), start.address());
                double straight = terrain.oneWayNanos(before.address(), start.address());
                stretch.recursive.add((whole - byRoot + straight) / best);
                stretch.answered.add(whole / best);
            }
        }
        return stretch;
    }

    /** How much virtual time passes until what {@code begin} begins is done. */
    private static double nanos(LivingRing ring, Consumer<Runnable> begin) {
        Duration start = ring.time().now();
        boolean[] done = {false};
        begin.accept(() -> done[0] = true);
        ring.await(() -> done[0], PATIENCE);
        return ring.time().now().minus(start).toNanos();
    }

    private static void judge(Ground ground, Stretch stretch, Findings.Notes notes) {
        double iterative = stretch.iterative.median();
        double recursive = stretch.recursive.median();
        Expectation ratio = Expectation.between(Numbers.plain(ground.recursive / ground.iterative), 0.50, 0.68);
        notes.row(Row.gate("C16", "recursive / iterative time, medians", ground.words, ratio, recursive / iterative));
        String condition = ground.words + ", N = 4,096 (paper: 65,536)";
        notes.row(Row.watch(
                "C16",
                "median stretch, iterative",
                condition,
                Expectation.none(ground.told(ground.iterative)),
                iterative));
        notes.row(Row.watch(
                "C16",
                "median stretch, recursive",
                condition,
                Expectation.none(ground.told(ground.recursive)),
                recursive));
        notes.row(Row.watch(
                "C16",
                "median stretch, recursive, answered by the root itself",
                condition,
                Expectation.none("–"),
                stretch.answered.median()));
    }

    private static Figure figure(Stretch stretch) {
        Chart chart = new Chart(
                "Stretch of lookups in both styles, N = 4,096, 3-d",
                Axis.decades("stretch: time of the lookup / round trip to the root"),
                Axis.share("lookups with at most this stretch"),
                List.of(
                        Series.line("recursive", Role.MEASURED, shares(stretch.recursive)),
                        Series.line("iterative", Role.MEASURED, shares(stretch.iterative))));
        return new Figure(
                "styles",
                chart,
                "The curve of the recursive style is that of the iterative one, moved to the left by the same factor everywhere.");
    }

    private static List<Point> shares(Sample sample) {
        return Series.points(PERCENTILES, percent -> sample.percentile(percent), percent -> percent / 100.0);
    }

    /** Where the nodes stand, and what the paper says of the like. */
    private enum Ground {
        CUBE("3-d", 7.8, 4.5) {
            @Override
            Terrain terrain(long seed) {
                return Terrain.cube(3, EDGE, seed);
            }
        },
        PLANETLAB("PlanetLab", 7.2, 4.1) {
            @Override
            Terrain terrain(long seed) {
                return Terrain.measured(LatencyMatrix.planetLab(), seed);
            }
        };

        private final String words;
        private final double iterative;
        private final double recursive;

        Ground(String words, double iterative, double recursive) {
            this.words = words;
            this.iterative = iterative;
            this.recursive = recursive;
        }

        abstract Terrain terrain(long seed);

        /** The paper has no PlanetLab, but another network of clusters. */
        String told(double value) {
            return Numbers.plain(value) + (this == CUBE ? "" : " (transit-stub)");
        }
    }

    private record Trial(Ground ground, int part, int lookups) {}

    /** Of lookups in both styles, and of messages that the root itself has answered. */
    private record Stretch(Sample iterative, Sample recursive, Sample answered) {

        void addAll(Stretch other) {
            iterative.addAll(other.iterative);
            recursive.addAll(other.recursive);
            answered.addAll(other.answered);
        }
    }
}
