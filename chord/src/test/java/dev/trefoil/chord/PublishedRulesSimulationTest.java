package dev.trefoil.chord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.KeySpace;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** The negative control: what was published in 2001 and 2003 does not hold under the very schedules that ours survives. */
class PublishedRulesSimulationTest {

    private static final int RINGS = 40;

    @Test
    void thePublishedMaintenanceDamagesTheRingForGood() {
        assertThat(damaged(PublishedRules::new)).as("rings damaged").isGreaterThanOrEqualTo(RINGS * 9 / 10);
    }

    @Test
    void theCorrectedMaintenanceDoesNot() {
        assertThat(damaged(CorrectedRules::new)).as("rings damaged").isZero();
    }

    private static int damaged(BiFunction<ChordState, Peers, RingRules> rules) {
        int damaged = 0;
        for (long seed = 0; seed < RINGS; seed++) {
            int r = ChordRingSimulationTest.successors(seed);
            TestRing ring = new TestRing(seed, TestRing.config(r), KeySpace.FULL, rules);
            Churn churn = new Churn(ring, ChordRingSimulationTest.SMALL, 100, Invariant::damage);
            churn.run(300);
            damaged += churn.broken().isPresent() ? 1 : 0;
        }
        return damaged;
    }
}
