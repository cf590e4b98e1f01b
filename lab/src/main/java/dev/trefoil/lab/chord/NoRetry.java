package dev.trefoil.lab.chord;

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
import dev.trefoil.lab.ring.RingOptions;
import dev.trefoil.lab.ring.Turnover;
import dev.trefoil.lab.ring.TurnoverPlan;
import dev.trefoil.transport.inmem.LinkModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Row C15: lookups that give up at the first dead node, while nodes join and crash (SIGCOMM 2001, figure 12). */
final class NoRetry implements Experiment {

    private static final int NODES = 500;
    /** About log2 500 distinct fingers, and one tick to begin anew: all of them in one round. */
    private static final int TICKS = 10;

    private static final Duration STABILISE = Duration.ofSeconds(30);
    private static final Duration WARM_UP = Duration.ofMinutes(3);
    private static final Duration MEAN_DELAY = Duration.ofMillis(50);
    private static final int SUCCESSORS = 8;
    private static final List<Point> PAPER =
            PaperSeries.of("SIGCOMM01", "12", "failed lookup fraction by join/fail rate per s, N=500");

    private final Overlays overlays;

    NoRetry(Overlays overlays) {
        this.overlays = overlays;
    }

    @Override
    public String name() {
        return "no-retry";
    }

    @Override
    public String title() {
        return "What if a lookup gave up at the first dead node?";
    }

    @Override
    public List<String> rows() {
        return List.of("C15");
    }

    @Override
    public String lesson() {
        return "The first Chord paper measured lookups without a second try: nodes crash without a word, and a lookup that"
                + " meets a dead node, or ends at the wrong one, has failed. The share of failures then tells how stale the"
                + " tables are. In a network of 500 a lookup meets about five nodes, so each crash that has not been"
                + " noticed yet costs one lookup in a hundred. Compare with the experiment before: there the same tables,"
                + " with second tries, lose next to nothing.";
    }

    @Override
    public Findings run(Bench bench) {
        int seconds = bench.effort().choose(60, 500, 7_200);
        int perSecond = bench.effort().choose(10, 10, 1);
        int runs = bench.effort().choose(1, 2, 5);
        List<Trial> trials = new ArrayList<>();
        for (Point point : PAPER) {
            for (int run = 0; run < runs; run++) {
                trials.add(new Trial(point.x(), run, seconds, perSecond));
            }
        }
        List<Turnover.Outcome> outcomes = bench.map(trials, trial -> run(trial, bench));
        Findings.Notes notes = Findings.notes();
        List<Point> measured = new ArrayList<>();
        for (int i = 0; i < PAPER.size(); i++) {
            Turnover.Outcome outcome = outcomes.subList(i * runs, (i + 1) * runs).stream()
                    .reduce(Turnover.Outcome::plus)
                    .orElseThrow();
            double rate = PAPER.get(i).x();
            measured.add(Point.at(rate, outcome.failedShare()));
            notes.row(Row.loss(
                    "C15",
                    "share of lookups that fail without a retry",
                    "rate " + Numbers.plain(rate) + "/s",
                    Expectation.withinFactor(PAPER.get(i).y(), 1.5),
                    outcome.failedShare()));
        }
        notes.figure(figure(measured));
        notes.remark(
                "Where Trefoil loses fewer lookups than the paper: a node that joins tells its neighbours at once, and"
                        + " its successor tells the node that was there before, so nearly all that is left are the crashes that"
                        + " nobody has noticed yet. In the paper both wait for the next round.");
        notes.condition(
                "500 nodes to begin with; joins and crashes, each at the given rate; stabilisation about every 30 s, and"
                        + " all fingers looked up again in the same time");
        notes.condition("iterative lookups of one attempt with one candidate for each step; r = 8");
        notes.condition(Numbers.count((long) seconds * perSecond * runs) + " lookups for each rate, " + perSecond
                + " a second, in " + runs + " networks");
        return notes.done();
    }

    private Turnover.Outcome run(Trial trial, Bench bench) {
        ChordConfig config =
                ChordSettings.withSuccessors(SUCCESSORS).withPeriods(STABILISE, STABILISE.dividedBy(TICKS));
        TurnoverPlan plan = new TurnoverPlan(
                NODES, trial.rate, false, trial.perSecond, false, 0, WARM_UP, Duration.ofSeconds(trial.seconds));
        RingOptions options = RingOptions.asThePapers(overlays.with(config), 1, 1);
        return new Turnover(plan, options, LinkModel.exponential(MEAN_DELAY), bench.random("no retry " + trial)).run();
    }

    private static Figure figure(List<Point> measured) {
        Chart chart = new Chart(
                "Failed lookups without retry by the rate of change, 500 nodes",
                Axis.counting("joins, and crashes, a second"),
                Axis.share("lookups that fail"),
                List.of(
                        Series.line("failed lookups", Role.PAPER, PAPER),
                        Series.line("failed lookups", Role.MEASURED, measured)));
        return new Figure(
                "no-retry", chart, "Failures grow in proportion to the changes between two rounds of stabilisation.");
    }

    private record Trial(double rate, int run, int seconds, int perSecond) {}
}
