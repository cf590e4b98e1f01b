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
import dev.trefoil.spi.Census;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Row C8: what is lost when many nodes fail at once and the ring has mended itself (SIGCOMM 2001, figure 11). */
final class MassFailure implements Experiment {

    private static final int NODES = 10_000;
    private static final List<Point> PAPER = PaperSeries.of(
            "SIGCOMM01", "11", "failed lookup fraction by failed node fraction, N=10000 keys=1e6, after stabilization");

    private final Overlays overlays;

    MassFailure(Overlays overlays) {
        this.overlays = overlays;
    }

    @Override
    public String name() {
        return "mass-failure";
    }

    @Override
    public String title() {
        return "What is lost when many nodes die at once?";
    }

    @Override
    public List<String> rows() {
        return List.of("C8");
    }

    @Override
    public String lesson() {
        return "A fraction p of the nodes dies at the same moment, nothing is replicated, and the ring is given time to mend"
                + " itself. The keys of the dead are lost, which is a fraction p of all; the question is whether anything"
                + " else is. If the failures had cut the ring into pieces, whole regions could not be found from elsewhere,"
                + " and more than p of the lookups would fail. They do not: what was stored on a survivor is found from"
                + " everywhere. Replication, which Trefoil has and this experiment switches off, then takes care of the"
                + " fraction p.";
    }

    @Override
    public Findings run(Bench bench) {
        int runs = bench.effort().choose(1, 10, 50);
        int lookups = bench.effort().choose(200, 1_500, 20_000);
        List<Trial> trials = new ArrayList<>();
        PAPER.forEach(point -> {
            for (int run = 0; run < runs; run++) {
                trials.add(new Trial(point.x(), run, lookups));
            }
        });
        List<Double> failed = bench.map(trials, trial -> failedShare(trial, bench));
        Findings.Notes notes = Findings.notes();
        List<Point> measured = new ArrayList<>();
        for (int i = 0; i < PAPER.size(); i++) {
            double dead = PAPER.get(i).x();
            Sample sample = new Sample();
            failed.subList(i * runs, (i + 1) * runs).forEach(sample::add);
            measured.add(new Point(dead, sample.mean(), sample.min(), sample.max()));
            notes.row(Row.gate(
                    "C8",
                    "share of lookups that fail",
                    "p = " + Numbers.plain(dead),
                    Expectation.near(dead, 0.01)
                            .called(Numbers.plain(PAPER.get(i).y())),
                    sample.mean()));
        }
        notes.figure(figure(measured));
        notes.condition("N = 10,000; no replication; the survivors' tables are those of a ring that has mended itself");
        notes.condition(Numbers.count((long) runs * lookups) + " lookups from survivors for each p, over "
                + Numbers.count(runs) + " networks");
        notes.condition("failed = the node that the lookup ends at did not hold the key before the failure");
        return notes.done();
    }

    private double failedShare(Trial trial, Bench bench) {
        RandomGenerator random = bench.random("mass failure " + trial);
        Census before = new Hosts(random).census(NODES, 1);
        Census after = survivors(before, (int) Math.round(trial.dead * NODES), random);
        StillRing ring = new StillRing(overlays.with(ChordSettings.withSuccessors(ChordSettings.ONE_SUCCESSOR)), after);
        int failed = 0;
        for (int i = 0; i < trial.lookups; i++) {
            Key key = KeySpace.FULL.random(random);
            NodeRef start = after.get(random.nextInt(after.size()));
            NodeRef holder = before.get(before.successor(key));
            if (!ring.walk(start, key).root().equals(holder)) {
                failed++;
            }
        }
        return (double) failed / trial.lookups;
    }

    /** {@code members} without {@code dead} of them, each as likely as any other. */
    static Census survivors(Census members, int dead, RandomGenerator random) {
        List<NodeRef> living = new ArrayList<>(members);
        for (int i = 0; i < dead; i++) {
            int unlucky = random.nextInt(living.size());
            living.set(unlucky, living.get(living.size() - 1));
            living.remove(living.size() - 1);
        }
        return Census.of(living);
    }

    private static Figure figure(List<Point> measured) {
        Chart chart = new Chart(
                "Failed lookups after mass failure, N = 10,000",
                Axis.share("nodes that died"),
                Axis.share("lookups that fail"),
                List.of(
                        Series.line("failed lookups", Role.MODEL, List.of(Point.at(0, 0), Point.at(0.2, 0.2))),
                        Series.line("failed lookups", Role.PAPER, PAPER),
                        Series.line("failed lookups", Role.MEASURED, measured)));
        return new Figure(
                "mass-failure",
                chart,
                "Exactly what the dead held is lost, and nothing more. The strokes reach from the best to the worst network.");
    }

    private record Trial(double dead, int run, int lookups) {}
}
