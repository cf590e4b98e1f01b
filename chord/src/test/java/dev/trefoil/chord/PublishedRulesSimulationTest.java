package dev.trefoil.chord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.KeySpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The negative control: what was published in 2001 and 2003 does not hold under the very schedules that ours survives. */
class PublishedRulesSimulationTest {

    private static final int EVENTS = 3_000;

    @Test
    void thePublishedMaintenanceDamagesTheRingForGood() {
        Result result = run(40, PublishedRules::new);
        assertThat(result.damaged()).as("rings damaged").isGreaterThanOrEqualTo(40 * 9 / 10);
    }

    @Test
    void theCorrectedMaintenanceDoesNot() {
        assertThat(run(10, CorrectedRules::new).damaged()).as("rings damaged").isZero();
    }

    @Test
    @Tag("proof")
    void thePublishedMaintenanceBreaksNineRingsInTenWithinThreeThousandEventsAndTheCorrectedNone() {
        Result published = run(1_000, PublishedRules::new);
        System.out.println("Z3: the published maintenance: " + published);
        assertThat(published.damaged()).isGreaterThanOrEqualTo(900);
        Result corrected = run(100, CorrectedRules::new);
        System.out.println("Z3: the corrected maintenance: " + corrected);
        assertThat(corrected.damaged()).isZero();
    }

    private static Result run(int rings, BiFunction<ChordState, Peers, RingRules> rules) {
        Map<String, Integer> damages = new TreeMap<>();
        List<Long> after = new ArrayList<>();
        for (long seed = 0; seed < rings; seed++) {
            int r = ChordRingSimulationTest.successors(seed);
            TestRing ring = new TestRing(seed, TestRing.config(r), KeySpace.FULL, rules);
            Churn churn = new Churn(ring, ChordRingSimulationTest.SMALL, 100, Invariant::damage);
            churn.runForEvents(EVENTS);
            Optional<String> broken = churn.broken();
            if (broken.isPresent()) {
                damages.merge(broken.get().replaceFirst(":.*", ""), 1, Integer::sum);
                after.add(churn.events());
            }
        }
        after.sort(null);
        return new Result(rings, after, damages);
    }

    /**
     * What became of the rings.
     *
     * @param after the numbers of events after which they were damaged, ascending
     * @param damages how many had which damage first
     */
    private record Result(int rings, List<Long> after, Map<String, Integer> damages) {

        int damaged() {
            return after.size();
        }

        @Override
        public String toString() {
            String median = after.isEmpty() ? "" : " (median after " + after.get(after.size() / 2) + " events)";
            return String.format(
                    Locale.ROOT,
                    "%d of %d seeds damaged within %,d events%s: %s",
                    damaged(),
                    rings,
                    EVENTS,
                    median,
                    damages);
        }
    }
}
