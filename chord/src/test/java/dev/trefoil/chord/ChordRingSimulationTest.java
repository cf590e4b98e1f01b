package dev.trefoil.chord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whole rings in virtual time under all that the proof of Zave 2017 allows to happen: the invariant after every event,
 * and the ideal ring when the churn has stopped.
 */
class ChordRingSimulationTest {

    static final int SMALL = 12;
    static final int LARGE = 64;

    /** Up to this many milliseconds between two changes of the membership: from gentle to many in one round. */
    private static final int[] GAPS = {600, 150, 40};

    @Test
    void theInvariantHoldsAfterEveryEventAndTheRingBecomesIdealWhenTheChurnStops() {
        Long replayed = Long.getLong("trefoil.seed");
        if (replayed != null) {
            survivesChurn(replayed, LARGE);
            survivesChurn(replayed, SMALL);
            return;
        }
        for (long seed = 0; seed < 50; seed++) {
            survivesChurn(seed, LARGE);
            survivesChurn(seed, SMALL);
        }
    }

    @Test
    @Tag("proof")
    void theInvariantHoldsForAThousandSeedsOfSixtyFourNodes() {
        long states = 0;
        long events = 0;
        for (long seed = 1000; seed < 2000; seed++) {
            Churn churn = survivesChurn(seed, LARGE);
            states += churn.states();
            events += churn.events();
        }
        System.out.println("1,000 rings: " + events + " events, " + states + " different states checked");
    }

    static int successors(long seed) {
        return 2 + (int) (seed / GAPS.length % 3);
    }

    private static Churn survivesChurn(long seed, int nodes) {
        int r = successors(seed);
        TestRing ring = new TestRing(seed, TestRing.config(r));
        String replay = ring.replay("ChordRingSimulationTest");
        Churn churn = new Churn(ring, nodes, GAPS[(int) (seed % GAPS.length)], Invariant::violation);
        churn.run(200);
        assertThat(churn.broken()).as(replay).isEmpty();
        int rounds = 2 * churn.nodes() + 2 * r;
        Duration bound = ring.config.stabilise().multipliedBy(rounds);
        assertThat(ring.becomes(ring::isIdeal, bound))
                .as(() -> replay + "\n" + ring)
                .isTrue();
        assertThat(churn.broken()).as(replay).isEmpty();
        return churn;
    }
}
