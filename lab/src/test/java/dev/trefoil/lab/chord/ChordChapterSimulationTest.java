package dev.trefoil.lab.chord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.chord.Chord;
import dev.trefoil.lab.Bench;
import dev.trefoil.lab.Effort;
import dev.trefoil.lab.Experiment;
import dev.trefoil.lab.Findings;
import dev.trefoil.lab.Progress;
import dev.trefoil.lab.Row;
import dev.trefoil.lab.Verdict;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The experiments with small samples: right on the right Chord, and not on a wrong one. */
class ChordChapterSimulationTest {

    private final ExecutorService hands = Executors.newFixedThreadPool(2);

    @AfterEach
    void endThreads() {
        hands.shutdownNow();
    }

    @Test
    void lookupsOfTheRealChordAreAsLongAsThePaperSays() {
        Findings findings = run(new PathLength(Chord::new), 1);
        assertThat(verdicts(findings, "C1")).isNotEmpty().containsOnly(Verdict.PASS);
        assertThat(verdicts(findings, "C3")).isNotEmpty().containsOnly(Verdict.PASS);
        assertThat(verdicts(findings, "C4")).hasSize(12).containsOnly(Verdict.PASS);
    }

    @Test
    void aChordWithoutItsBestFingerFails() {
        Findings findings = run(new PathLength(BrokenChord::withoutTheBestFinger), 1);
        assertThat(verdicts(findings, "C1")).isNotEmpty().containsOnly(Verdict.FAIL);
        assertThat(verdicts(findings, "C4")).contains(Verdict.FAIL);
    }

    @Test
    void aChordThatLiesAboutWhatItCoversIsFoundOut() {
        assertThat(verdicts(run(new LoadBalance(Chord::new), 1), "C5")).containsOnly(Verdict.PASS);
        assertThatThrownBy(() -> run(new LoadBalance(BrokenChord::thatCoversEverything), 1))
                .rootCause()
                .hasMessageContaining("covers");
    }

    @Test
    void whenEveryThirdNodeDiesEveryLookupStillFindsTheRightOne() {
        Bench bench = new Bench(Effort.SMOKE, 3, hands, Progress.SILENT);
        Aftermath.Tally tally = new Aftermath(Chord::new, 0.3, 0, 150).run(bench);
        assertThat(tally.failed()).isZero();
        assertThat((double) tally.hops() / tally.lookups()).isBetween(3.9, 4.8);
        assertThat((double) tally.timeouts() / tally.lookups()).isBetween(1.5, 2.6);
    }

    @Test
    void theSameSeedGivesTheSameNumbersOnAnyNumberOfThreads() {
        Findings once = run(new MassFailure(Chord::new), 7);
        ExecutorService single = Executors.newSingleThreadExecutor();
        try {
            Findings again = new MassFailure(Chord::new).run(new Bench(Effort.SMOKE, 7, single, Progress.SILENT));
            assertThat(again).isEqualTo(once);
        } finally {
            single.shutdownNow();
        }
        assertThat(run(new MassFailure(Chord::new), 8)).isNotEqualTo(once);
    }

    private Findings run(Experiment experiment, long seed) {
        return experiment.run(new Bench(Effort.SMOKE, seed, hands, Progress.SILENT));
    }

    private static List<Verdict> verdicts(Findings findings, String id) {
        return findings.rows().stream()
                .filter(row -> row.id().equals(id) && row.gating())
                .map(Row::verdict)
                .toList();
    }
}
