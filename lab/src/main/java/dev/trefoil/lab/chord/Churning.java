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
import java.util.function.ToDoubleFunction;

/** Rows C12 to C14: lookups while nodes come and go (ToN 2003, table III). */
final class Churning implements Experiment {

    private static final int NODES = 1_000;
    private static final int SUCCESSORS = 20;
    private static final Duration STABILISE = Duration.ofSeconds(30);
    /** The paper looks up one finger or one entry of the list in each round; here each has its turn in every second one. */
    private static final Duration FINGER = Duration.ofSeconds(60);

    private static final Duration WARM_UP = Duration.ofMinutes(12);
    private static final Duration MEAN_DELAY = Duration.ofMillis(50);
    private static final int ATTEMPTS = 7;
    private static final int CANDIDATES = 32;

    private static final List<Point> PATH = series("mean path length by join/leave rate per s, N=1000 r=20");
    private static final List<Point> TIMEOUTS = series("mean timeouts by join/leave rate per s");
    private static final List<Point> FAILURES = series("failures per 10000 lookups by join/leave rate per s");

    private final Overlays overlays;

    Churning(Overlays overlays) {
        this.overlays = overlays;
    }

    @Override
    public String name() {
        return "churn";
    }

    @Override
    public String title() {
        return "Do lookups get through while nodes come and go?";
    }

    @Override
    public List<String> rows() {
        return List.of("C12", "C13", "C14");
    }

    @Override
    public String lesson() {
        return "No network stands still. Here nodes join and leave a network of a thousand at random moments, up to one every"
                + " one and a quarter seconds, so that a node stays for less than an hour, while every node repairs its"
                + " tables in rounds of half a minute only. Fingers are then always somewhat out of date, and a lookup now"
                + " and then waits for a node that has gone; but since there is always a next best node, hardly any lookup"
                + " fails.";
    }

    @Override
    public Findings run(Bench bench) {
        int seconds = bench.effort().choose(60, 2_000, 10_000);
        int runs = bench.effort().choose(1, 1, 3);
        List<Trial> trials = new ArrayList<>();
        for (int i = PATH.size() - 1; i >= 0; i--) {
            for (int run = 0; run < runs; run++) {
                trials.add(new Trial(PATH.get(i).x(), run, seconds));
            }
        }
        List<Turnover.Outcome> outcomes = bench.map(trials, trial -> run(trial, bench));
        Findings.Notes notes = Findings.notes();
        List<Measured> all = new ArrayList<>();
        for (int i = PATH.size() - 1; i >= 0; i--) {
            Turnover.Outcome outcome = outcomes.subList(i * runs, (i + 1) * runs).stream()
                    .reduce(Turnover.Outcome::plus)
                    .orElseThrow();
            Measured measured = new Measured(trials.get(i * runs).rate, outcome);
            all.add(measured);
            judge(measured, notes);
        }
        notes.figure(figure(
                "churn-timeouts",
                "Timeouts",
                "timeouts of a lookup",
                TIMEOUTS,
                all,
                each -> each.outcome.meanTimeouts()));
        notes.figure(figure(
                "churn-path",
                "Path length",
                "path length, hops",
                PATH,
                all,
                each -> each.outcome.hops().mean()));
        notes.condition("1,000 nodes to begin with; joins and polite departures, each at the rate R; r = 20");
        notes.condition("1 lookup a second for " + Numbers.count((long) seconds * runs) + " s, after a warm-up of "
                + WARM_UP.toMinutes() + " min; recursive, retried over the next best node");
        notes.condition(
                "stabilisation every 30 s, a quarter more or less (paper: 15 s to 45 s); one finger every 60 s (paper:"
                        + " one finger or list entry every 30 s, in a proportion that it does not tell; chosen once, for all rates)");
        notes.condition("delays exponential with a mean of 50 ms; 500 ms without an answer is a timeout");
        return notes.done();
    }

    private Turnover.Outcome run(Trial trial, Bench bench) {
        ChordConfig config = ChordSettings.withSuccessors(SUCCESSORS).withPeriods(STABILISE, FINGER);
        TurnoverPlan plan = new TurnoverPlan(
                NODES, trial.rate, true, 1, true, SUCCESSORS, WARM_UP, Duration.ofSeconds(trial.seconds));
        RingOptions options = RingOptions.asThePapers(overlays.with(config), ATTEMPTS, CANDIDATES);
        return new Turnover(plan, options, LinkModel.exponential(MEAN_DELAY), bench.random("churn " + trial)).run();
    }

    private static void judge(Measured measured, Findings.Notes notes) {
        double rate = measured.rate;
        String condition = "R = " + Numbers.plain(rate) + "/s";
        Turnover.Outcome outcome = measured.outcome;
        notes.row(Row.gate(
                "C12",
                "mean path length",
                condition,
                Expectation.between(Numbers.plain(PaperSeries.at(PATH, rate)), 3.6, 4.3),
                outcome.hops().mean()));
        notes.row(Row.gate(
                "C13",
                "mean timeouts of a lookup",
                condition,
                Expectation.withinFactor(PaperSeries.at(TIMEOUTS, rate), 1.6),
                outcome.meanTimeouts()));
        Expectation failures = Expectation.atMost(Numbers.plain(PaperSeries.at(FAILURES, rate)), rate < 0.101 ? 3 : 25);
        double failed = 10_000 * outcome.failedShare();
        boolean gates = rate < 0.101 || rate > 0.399;
        notes.row(new Row("C14", "failed lookups of 10,000", condition, failures, failed, gates, true));
    }

    private static Figure figure(
            String name,
            String title,
            String axis,
            List<Point> paper,
            List<Measured> all,
            ToDoubleFunction<Measured> value) {
        Chart chart = new Chart(
                title + " by the rate of change, 1,000 nodes",
                Axis.counting("joins, and departures, a second"),
                Axis.counting(axis),
                List.of(
                        Series.line(title, Role.PAPER, paper),
                        Series.line(title, Role.MEASURED, Series.points(all, each -> each.rate, value))));
        String caption = name.equals("churn-path")
                ? "The way does not get longer: who has gone is replaced by somebody nearly as good."
                : "Twice as many changes leave twice as many dead fingers, until a lookup or the next round finds them.";
        return new Figure(name, chart, caption);
    }

    private static List<Point> series(String name) {
        return PaperSeries.of("ToN03", "T3", name);
    }

    private record Trial(double rate, int run, int seconds) {}

    private record Measured(double rate, Turnover.Outcome outcome) {}
}
