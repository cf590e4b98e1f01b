package dev.trefoil.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.BeforeTry;

class RoundTripTimesPropertyTest {

    private static final RpcConfig CONFIG = RpcConfig.defaults();
    private static final Address PEER = new Address("peer", 1);
    private static final long MILLI = 1_000_000;

    private RoundTripTimes times = new RoundTripTimes(CONFIG);

    @BeforeTry
    void forget() {
        times = new RoundTripTimes(CONFIG);
    }

    @Property
    void aTimeoutIsNeverOutsideItsBounds(
            @ForAll List<@LongRange(min = 0, max = 100_000) Long> millis, @ForAll @IntRange(max = 100) int silences) {
        millis.forEach(time -> times.answered(PEER, time * MILLI));
        for (int i = 0; i < silences; i++) {
            times.timedOut(PEER, times.timeout(PEER));
        }
        assertThat(times.timeout(PEER)).isBetween(CONFIG.timeoutMin(), CONFIG.timeoutMax());
    }

    @Property
    void afterManyEqualTimesThereIsStillTimeToSpare(@ForAll @LongRange(min = 1, max = 4_000) long millis) {
        for (int i = 0; i < 100; i++) {
            times.answered(PEER, millis * MILLI);
        }
        long expected = millis + CONFIG.timeoutMin().toMillis();
        assertThat(times.timeout(PEER).toMillis()).isBetween(expected - 1, expected + 1);
    }

    @Property
    void eachSilenceInARowDoublesTheTimeoutAndOneAnswerEndsThat(@ForAll @LongRange(min = 1, max = 200) long millis) {
        for (int i = 0; i < 100; i++) {
            times.answered(PEER, millis * MILLI);
        }
        Duration calm = times.timeout(PEER);
        times.timedOut(PEER, times.timeout(PEER));
        assertThat(times.timeout(PEER)).isEqualTo(calm.multipliedBy(2));
        times.timedOut(PEER, times.timeout(PEER));
        assertThat(times.timeout(PEER)).isEqualTo(calm.multipliedBy(4));
        times.answered(PEER, millis * MILLI);
        assertThat(times.timeout(PEER).toMillis()).isBetween(calm.toMillis() - 1, calm.toMillis() + 1);
    }

    @Example
    void questionsThatWereUnderWayAtOnceAreOneSilence() {
        times.answered(PEER, 10 * MILLI);
        Duration calm = times.timeout(PEER);
        for (int i = 0; i < 5; i++) {
            times.timedOut(PEER, calm);
        }
        assertThat(times.timeout(PEER)).isEqualTo(calm.multipliedBy(2));
    }

    @Property
    void noMorePeersAreRememberedThanAllowedAndTheLatestAre(@ForAll @IntRange(min = 1, max = 9_000) int peers) {
        for (int i = 0; i < peers; i++) {
            times.answered(new Address("peer", i), 3_000 * MILLI);
        }
        assertThat(times.size()).isEqualTo(Math.min(peers, CONFIG.measuredPeersMax()));
        assertThat(times.timeout(new Address("peer", peers - 1))).isGreaterThan(CONFIG.timeoutInitial());
    }

    @Example
    void aPeerNeverMeasuredGetsTheInitialTimeoutDoubledWhenSilent() {
        assertThat(times.timeout(PEER)).isEqualTo(Duration.ofSeconds(1));
        times.timedOut(PEER, times.timeout(PEER));
        assertThat(times.timeout(PEER)).isEqualTo(Duration.ofSeconds(2));
    }

    @Example
    void theFirstMeasurementCountsHalfAsDeviation() {
        times.answered(PEER, 400 * MILLI);
        assertThat(times.timeout(PEER)).isEqualTo(Duration.ofMillis(400 + 4 * 200));
    }

    @Example
    void aPauseMakesTheNextTimeoutLonger() {
        for (int i = 0; i < 50; i++) {
            times.answered(PEER, 10 * MILLI);
        }
        Duration calm = times.timeout(PEER);
        times.timedOut(PEER, times.timeout(PEER));
        times.answered(PEER, 1_500 * MILLI);
        assertThat(times.timeout(PEER)).isGreaterThan(calm.multipliedBy(4));
    }
}
