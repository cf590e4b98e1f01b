package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Key;
import dev.trefoil.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HybridClockPropertyTest {

    private static final Duration AHEAD = Duration.ofSeconds(60);

    private long wallMillis = 1_000_000_000_000L;
    private final HybridClock clock = new HybridClock(Key.ZERO, 1, () -> Instant.ofEpochMilli(wallMillis), AHEAD);

    /** Whatever the wall clock does, and whatever is seen. */
    @Property
    void everyVersionIsAboveAllThatWasGivenOrSeen(
            @ForAll @Size(max = 50) List<@IntRange(min = -100_000, max = 100_000) Integer> steps) {
        Version newest = Version.NONE;
        for (int step : steps) {
            if (step % 3 == 0) {
                wallMillis += step;
            } else {
                Version seen = new Version(Version.stampOf(wallMillis + step), Key.powerOfTwo(3), 9);
                if (clock.observe(seen)) {
                    newest = newest.compareTo(seen) >= 0 ? newest : seen;
                }
            }
            Version given = clock.next();
            assertThat(given).isGreaterThan(newest);
            newest = given;
        }
    }

    @Example
    void aVersionTooFarInTheFutureIsRefusedAndForgotten() {
        Version limit = new Version(Version.stampOf(wallMillis + AHEAD.toMillis()), Key.ZERO, 2);
        Version beyond = new Version(Version.stampOf(wallMillis + AHEAD.toMillis() + 1), Key.ZERO, 2);
        assertThat(clock.observe(beyond)).isFalse();
        assertThat(clock.next().millis()).isEqualTo(wallMillis);
        assertThat(clock.observe(limit)).isTrue();
        assertThat(clock.next()).isGreaterThan(limit);
    }

    @Example
    void stampsHoldWhenTheWallClockJumpsBackAndFollowItWhenItGoesOn() {
        Version before = clock.next();
        wallMillis -= 3_600_000;
        Version after = clock.next();
        assertThat(after.stamp()).isEqualTo(before.stamp() + 1);
        wallMillis += 7_200_000;
        assertThat(clock.next().millis()).isEqualTo(wallMillis);
    }

    @Example
    void aCounterThatRunsOverGoesOnInTheMilliseconds() {
        Version first = clock.next();
        Version last = first;
        for (int i = 0; i < 1 << 16; i++) {
            last = clock.next();
        }
        assertThat(last.millis()).isEqualTo(first.millis() + 1);
    }
}
