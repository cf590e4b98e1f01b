package dev.trefoil.transport.inmem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private final VirtualTime time = new VirtualTime(7);
    private final List<String> seen = new ArrayList<>();

    @Test
    void timeJumpsToTheMomentOfEachTask() {
        EventLoop loop = time.loop("a");
        loop.schedule(Duration.ofHours(5), () -> seen.add("late " + time.now()));
        loop.schedule(Duration.ofMillis(3), () -> seen.add("early " + time.now()));
        while (time.runNext()) {
            assertThat(loop.isCurrent()).isFalse();
        }
        assertThat(seen).containsExactly("early PT0.003S", "late PT5H");
    }

    @Test
    void runForLetsExactlyThatMuchTimePass() {
        EventLoop loop = time.loop("a");
        loop.schedule(Duration.ofSeconds(2), () -> seen.add("at two"));
        loop.schedule(Duration.ofSeconds(3), () -> seen.add("at three"));
        time.runFor(Duration.ofSeconds(2));
        assertThat(seen).containsExactly("at two");
        assertThat(time.now()).isEqualTo(Duration.ofSeconds(2));
        time.runFor(Duration.ofMillis(500));
        assertThat(loop.nanoTime()).isEqualTo(2_500_000_000L);
        assertThat(time.pending()).isOne();
    }

    @Test
    void runUntilStopsAtTheEventThatMakesTheConditionTrue() {
        EventLoop loop = time.loop("a");
        loop.schedule(Duration.ofSeconds(1), () -> seen.add("x"));
        loop.schedule(Duration.ofSeconds(1), () -> seen.add("y"));
        assertThat(time.runUntil(() -> seen.contains("x"), Duration.ofSeconds(9)))
                .isTrue();
        assertThat(seen).containsExactly("x");
        assertThat(time.runUntil(() -> seen.contains("z"), Duration.ofSeconds(9)))
                .isFalse();
        assertThat(time.now()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aClosedWorldNeverRunsAgain() {
        VirtualWorld world = time.world("a");
        EventLoop loop = world.newLoop("ring");
        loop.execute(() -> seen.add("never"));
        world.callbacks().execute(() -> seen.add("never"));
        time.loop("b").execute(() -> seen.add("other"));
        world.close();
        world.close();
        assertThat(time.pending()).isOne();
        loop.execute(() -> seen.add("never"));
        Timer timer = loop.schedule(Duration.ZERO, () -> seen.add("never"));
        timer.cancel();
        time.runFor(Duration.ofDays(1));
        assertThat(seen).containsExactly("other");
    }

    @Test
    void aWorldThatClosesItselfStopsAtTheEndOfTheTask() {
        VirtualWorld world = time.world("a");
        EventLoop loop = world.newLoop("ring");
        loop.execute(() -> {
            loop.execute(() -> seen.add("never"));
            world.close();
            seen.add("last");
        });
        time.runFor(Duration.ofDays(1));
        assertThat(seen).containsExactly("last");
        assertThat(time.pending()).isZero();
    }

    @Test
    void aPausedWorldCatchesUpInTheOrderInWhichItsTasksWereDue() {
        VirtualWorld world = time.world("a");
        EventLoop loop = world.newLoop("ring");
        loop.schedule(Duration.ofSeconds(10), () -> seen.add("due at 10"));
        loop.schedule(Duration.ofSeconds(4), () -> seen.add("due at 4"));
        loop.schedule(Duration.ofSeconds(3), () -> seen.add("due at 3"));
        time.loop("b").schedule(Duration.ofSeconds(5), () -> seen.add("other at 5"));
        time.runFor(Duration.ofSeconds(1));
        world.pause(Duration.ofSeconds(9));
        world.pause(Duration.ofSeconds(1));
        time.runFor(Duration.ofMillis(8_999));
        assertThat(seen).containsExactly("other at 5");
        time.runFor(Duration.ofMillis(1));
        assertThat(seen).containsExactly("other at 5", "due at 3", "due at 4", "due at 10");
    }

    @Test
    void aPausedWorldCanStillCrash() {
        VirtualWorld world = time.world("a");
        world.newLoop("ring").schedule(Duration.ofSeconds(1), () -> seen.add("never"));
        world.pause(Duration.ofSeconds(5));
        time.runFor(Duration.ofSeconds(2));
        world.close();
        assertThat(time.pending()).isZero();
        time.runFor(Duration.ofSeconds(9));
        assertThat(seen).isEmpty();
    }

    @Test
    void wallClocksMayBeSkewedAndJumpWhileTimeGoesOn() {
        VirtualWorld world = time.world("a");
        time.runFor(Duration.ofSeconds(5));
        assertThat(world.wallClock().instant()).isEqualTo(VirtualTime.EPOCH.plusSeconds(5));
        world.skewWallClock(Duration.ofSeconds(-300));
        assertThat(world.wallClock().instant()).isEqualTo(VirtualTime.EPOCH.minusSeconds(295));
        assertThat(time.world("b").wallClock().instant()).isEqualTo(VirtualTime.EPOCH.plusSeconds(5));
        assertThat(world.newLoop("ring").nanoTime()).isEqualTo(5_000_000_000L);
    }

    @Test
    void chanceIsForkedByWorldPurposeAndLifeAndRepeatsWithTheSeed() {
        List<Long> draws = firstDraws(7);
        assertThat(draws).doesNotHaveDuplicates().isEqualTo(firstDraws(7)).doesNotContainAnyElementsOf(firstDraws(8));
    }

    private static List<Long> firstDraws(long seed) {
        VirtualTime time = new VirtualTime(seed);
        VirtualWorld a = time.world("a");
        List<RandomGenerator> sources = List.of(
                a.random("ring"),
                a.random("ring"),
                a.random("rpc"),
                time.world("b").random("ring"),
                time.world("a").random("ring"),
                time.random("ring"));
        return sources.stream().map(RandomGenerator::nextLong).toList();
    }

    @Test
    void aTaskThatThrowsEndsTheRunAndTellsHowToReplayIt() {
        EventLoop loop = time.world("n1").newLoop("ring");
        loop.schedule(Duration.ofSeconds(2), () -> {
            throw new IllegalStateException("boom");
        });
        loop.schedule(Duration.ofSeconds(3), () -> seen.add("after"));
        assertThatThrownBy(() -> time.runFor(Duration.ofSeconds(9)))
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("n1/ring")
                .hasMessageContaining("PT2S")
                .hasMessageContaining("new VirtualTime(7L)")
                .hasRootCauseMessage("boom");
        time.runFor(Duration.ofSeconds(1));
        assertThat(seen).containsExactly("after");
    }

    @Test
    void checksRunAfterEachTaskAndEndTheRunWhenTheyFail() {
        time.afterEach(() -> assertThat(seen).as("tasks seen").hasSizeLessThan(2));
        time.loop("a").execute(() -> seen.add("one"));
        time.loop("a").execute(() -> seen.add("two"));
        assertThat(time.runNext()).isTrue();
        assertThatThrownBy(time::runNext)
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("tasks seen");
    }

    @Test
    void aTaskCannotLetTimeRun() {
        time.loop("a").execute(time::runNext);
        assertThatThrownBy(time::runNext).hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void tasksThatKeepFollowingEachOtherAtOneInstantAreFound() {
        EventLoop loop = time.loop("a");
        Runnable[] again = new Runnable[1];
        again[0] = () -> loop.execute(again[0]);
        loop.execute(again[0]);
        assertThatThrownBy(() -> time.runFor(Duration.ofSeconds(1))).hasMessageContaining("time stands still");
    }

    @Test
    void delaysLongerThanAnyoneWaitsDoNotOverflow() {
        EventLoop loop = time.loop("a");
        loop.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> seen.add("for ever"));
        loop.schedule(Duration.ofSeconds(Long.MIN_VALUE), () -> seen.add("at once"));
        time.runFor(Duration.ofDays(36_500));
        assertThat(seen).containsExactly("at once");
    }

    @Test
    void aMillionCancelledTimeoutsLeaveNothingBehind() {
        EventLoop loop = time.loop("a");
        EventLoop other = time.world("w").newLoop("b");
        other.schedule(Duration.ofSeconds(1), () -> seen.add("alive"));
        for (int i = 0; i < 1_000_000; i++) {
            loop.schedule(Duration.ofSeconds(30), () -> seen.add("never")).cancel();
        }
        assertThat(time.pending()).isOne();
        assertThat(time.places()).isLessThan(200);
        time.runFor(Duration.ofMinutes(1));
        assertThat(seen).containsExactly("alive");
    }

    @Test
    void tasksOfOtherThreadsAreTakenIn() throws InterruptedException {
        EventLoop loop = time.loop("a");
        Thread other = new Thread(() -> {
            loop.execute(() -> seen.add("executed"));
            loop.schedule(Duration.ofSeconds(1), () -> seen.add("cancelled")).cancel();
            loop.schedule(Duration.ofSeconds(1), () -> seen.add("scheduled"));
        });
        other.start();
        other.join();
        assertThat(time.pending()).isEqualTo(2);
        time.runFor(Duration.ofSeconds(1));
        assertThat(seen).containsExactly("executed", "scheduled");
    }
}
