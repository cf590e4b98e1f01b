package dev.trefoil.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.Version;
import dev.trefoil.Versioned;
import dev.trefoil.simulator.KeyHistory.Finding;
import dev.trefoil.simulator.KeyHistory.Floor;
import dev.trefoil.transport.inmem.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What a simulation is put together from: trials, distributions, the record of a key. */
class PartsTest {

    private static final int MANY = 200_000;

    private final RandomGenerator random = Seeds.fork(1, "test");
    private final KeyHistory key = new KeyHistory(7, 3);

    @Test
    void anOptionDoesNotDependOnWhichOthersThereAre() {
        Trial one = Trial.of(5);
        Trial two = Trial.of(5);
        one.number("first", 0, 1_000_000);
        assertThat(one.number("hosts", 0, 1_000_000)).isEqualTo(two.number("hosts", 0, 1_000_000));
        assertThat(one.fraction("loss", 0, 1)).isEqualTo(two.fraction("loss", 0, 1));
        assertThat(one.number("hosts", 0, 1_000_000)).isNotEqualTo(Trial.of(6).number("hosts", 0, 1_000_000));
    }

    @Test
    void aTrialTellsEverythingItsSeedExpandedTo() {
        Trial trial = Trial.of(5);
        int hosts = trial.number("hosts", 3, 9);
        trial.note("colour", "blue");
        assertThat(hosts).isBetween(3, 9);
        assertThat(trial.toString())
                .contains("seed 5", "hosts = " + hosts, "colour = blue")
                .endsWith("again: mvn test '-Dtest=PartsTest#aTrialTellsEverythingItsSeedExpandedTo' -Dtrefoil.seed=5");
        assertThat(trial.options()).containsOnlyKeys("hosts", "colour");
    }

    @Test
    void whatAScenarioThrowsTellsTheSeedAndTheReplay() {
        List<Long> seeds = new ArrayList<>();
        assertThatThrownBy(() -> Trials.of(9).replayedBy("./mvnw test").run(trial -> {
                    seeds.add(trial.seed());
                    trial.note("step", seeds.size());
                    assertThat(trial.seed()).isLessThan(3);
                }))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("step = 3")
                .hasMessageContaining("again: ./mvnw test '-Dtest=PartsTest#")
                .hasMessageContaining("-Dtrefoil.seed=3");
        assertThat(seeds).containsExactly(1L, 2L, 3L);
    }

    @Test
    void exponentialSessionsHaveTheirMeanAndAreMemoryless() {
        double[] seconds = seconds(Sessions.exponential(Duration.ofSeconds(10)));
        assertThat(DoubleStream.of(seconds).average().orElseThrow()).isCloseTo(10, within(0.1));
        double after10 = DoubleStream.of(seconds).filter(s -> s > 10).count();
        double after20 = DoubleStream.of(seconds).filter(s -> s > 20).count();
        assertThat(after20 / after10).isCloseTo(after10 / MANY, within(0.01));
    }

    @Test
    void weibullSessionsAreEndedByTheScaleInSixtyThreePercent() {
        double[] seconds = seconds(Sessions.weibull(0.5, Duration.ofSeconds(10)));
        double ended = DoubleStream.of(seconds).filter(s -> s <= 10).count();
        assertThat(ended / MANY).isCloseTo(1 - 1 / Math.E, within(0.005));
        // The mean is scale * Gamma(1 + 1 / shape) = 10 s * Gamma(3).
        assertThat(DoubleStream.of(seconds).average().orElseThrow()).isCloseTo(20, within(0.6));
    }

    @Test
    void zipfKeysAreAskedForInProportionToTheirRank() {
        int[] counts = new int[100];
        Popularity zipf = Popularity.zipf(100, 1);
        for (int i = 0; i < MANY; i++) {
            counts[zipf.next(random)]++;
        }
        assertThat((double) counts[0] / counts[9]).isCloseTo(10, within(0.8));
        assertThat(counts[99]).isPositive();
    }

    @Test
    void whatIsNoDistributionIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Sessions.exponential(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> Sessions.weibull(0, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Churn.poisson(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Workload.of(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Workload.of(1).mix(0.9, 0.2));
    }

    @Test
    void aReadMustFindWhatWasAcknowledgedBeforeItBegan() {
        Bytes value = key.nextValue();
        Floor before = key.floor();
        assertThat(key.acknowledged(version(2), false, before)).isEmpty();
        assertThat(key.judge(Optional.empty(), before)).isEqualTo(Finding.FINE);
        assertThat(key.judge(Optional.empty(), key.floor())).isEqualTo(Finding.LOST);
        assertThat(key.judge(found(value, 2), key.floor())).isEqualTo(Finding.FINE);
        assertThat(key.judge(found(value, 3), key.floor())).isEqualTo(Finding.FINE);
        assertThat(key.judge(found(value, 1), key.floor())).isEqualTo(Finding.STALE);
    }

    @Test
    void aValueThatNobodyWroteIsInvented() {
        key.nextValue();
        assertThat(key.judge(found(Bytes.utf8("key 7 value 1#"), 1), key.floor()))
                .isEqualTo(Finding.INVENTED);
        assertThat(key.judge(found(Bytes.utf8("key 8 value 0####"), 1), key.floor()))
                .isEqualTo(Finding.INVENTED);
        assertThat(key.judge(found(Bytes.utf8("nonsense"), 1), key.floor())).isEqualTo(Finding.INVENTED);
    }

    @Test
    void aDeletionExplainsAnAbsenceAndNothingReturnsFromIt() {
        Bytes value = key.nextValue();
        key.acknowledged(version(2), false, key.floor());
        Floor before = key.floor();
        key.removeBegins();
        assertThat(key.judge(Optional.empty(), before)).isEqualTo(Finding.FINE);
        key.removeIsSettled();
        assertThat(key.judge(Optional.empty(), before)).isEqualTo(Finding.LOST);
        key.acknowledged(version(4), true, before);
        assertThat(key.judge(Optional.empty(), before)).isEqualTo(Finding.FINE);
        assertThat(key.judge(found(value, 2), key.floor())).isEqualTo(Finding.STALE);
    }

    @Test
    void aWriteMustBeNewerThanWhatWasAcknowledgedBeforeItBegan() {
        key.acknowledged(version(5), false, key.floor());
        assertThat(key.acknowledged(version(4), false, key.floor())).isPresent();
        assertThat(key.acknowledged(version(6), false, key.floor())).isEmpty();
    }

    private double[] seconds(Sessions sessions) {
        return DoubleStream.generate(() -> sessions.next(random).toNanos() / 1e9)
                .limit(MANY)
                .toArray();
    }

    private static Version version(long millis) {
        return new Version(millis, Key.ZERO, 0);
    }

    private static Optional<Versioned> found(Bytes value, long millis) {
        return Optional.of(new Versioned(value, version(millis), Optional.empty()));
    }
}
