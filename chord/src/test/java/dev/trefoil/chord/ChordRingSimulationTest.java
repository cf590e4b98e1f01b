package dev.trefoil.chord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole rings in virtual time under all that the proof of Zave 2017 allows to happen: the invariant after every event,
 * and the ideal ring when the churn has stopped.
 */
class ChordRingSimulationTest {

    static final int SMALL = 12;
    static final int LARGE = 64;

    /** How many events the invariant has to survive for each length of the successor lists. */
    private static final long EVENTS = 1_000_000;

    /** Up to this many milliseconds between two changes of the membership: from gentle to many in one round. */
    private static final int[] GAPS = {600, 150, 40};

    @Test
    void theInvariantHoldsAfterEveryEventAndTheRingBecomesIdealWhenTheChurnStops() {
        Long replayed = Long.getLong("trefoil.seed");
        if (replayed != null) {
            survivesChurn(replayed, successors(replayed));
            return;
        }
        for (long seed = 0; seed < 60; seed++) {
            survivesChurn(seed, successors(seed));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    @Tag("proof")
    void theInvariantHoldsForAMillionEventsAndEveryRingBecomesIdeal(int r) {
        Sum sum = new Sum();
        long first = 1_000;
        long seed = first;
        while (sum.events < EVENTS) {
            // Only the seeds with lists of this length, so that a seed alone tells the whole run.
            if (successors(seed) == r) {
                sum.add(survivesChurn(seed, r));
            }
            seed++;
        }
        System.out.printf(
                Locale.ROOT,
                "Z1: r = %d: %,d events (%,d joins and failures), %,d messages and timers, %,d different states of %,d"
                        + " rings of up to %d, seeds %d to %d: 0 violations%n",
                r,
                sum.events,
                sum.changes,
                sum.tasks,
                sum.states,
                sum.rings,
                LARGE,
                first,
                seed - 1);
        System.out.printf(
                Locale.ROOT,
                "Z2: r = %d: %,d rings ideal again after at most %.1f rounds, at most %.0f %% of 2 N + 2 r%n",
                r,
                sum.rings,
                sum.rounds,
                100 * sum.share);
    }

    static int successors(long seed) {
        return 2 + (int) (seed / GAPS.length % 3);
    }

    /** Every second seed is a large ring; one in three is in calm, one in trouble and one in turmoil. */
    private static Run survivesChurn(long seed, int r) {
        TestRing ring = new TestRing(seed, TestRing.config(r));
        String replay = ring.replay("ChordRingSimulationTest");
        int most = seed % 2 == 0 ? LARGE : SMALL;
        Churn churn = new Churn(ring, most, GAPS[(int) (seed % GAPS.length)], Invariant::violation);
        churn.run(200);
        assertThat(churn.broken()).as(replay).isEmpty();
        Duration stopped = ring.time.now();
        int bound = 2 * churn.nodes() + 2 * r;
        assertThat(ring.becomes(ring::isIdeal, ring.config.stabilise().multipliedBy(bound)))
                .as(() -> replay + "\n" + ring)
                .isTrue();
        assertThat(churn.broken()).as(replay).isEmpty();
        double rounds = (double) ring.time.now().minus(stopped).toMillis()
                / ring.config.stabilise().toMillis();
        return new Run(churn, ring.time.executed(), rounds, bound);
    }

    /** One ring, from its beginning until it was ideal again. */
    private record Run(Churn churn, long tasks, double rounds, int bound) {}

    /** What all rings together have lived through. */
    private static final class Sum {
        private long rings;
        private long events;
        private long changes;
        private long tasks;
        private long states;
        private double rounds;
        private double share;

        void add(Run run) {
            rings++;
            events += run.churn().events();
            changes += run.churn().changes();
            tasks += run.tasks();
            states += run.churn().states();
            rounds = Math.max(rounds, run.rounds());
            share = Math.max(share, run.rounds() / run.bound());
        }
    }
}
