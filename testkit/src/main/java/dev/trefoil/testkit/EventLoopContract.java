package dev.trefoil.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Timer;
import dev.trefoil.spi.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link World} and its {@link EventLoop loops} promise. Extend it, say how to make a world, and for a world
 * in which time does not pass by itself also how to let it pass.
 */
public abstract class EventLoopContract {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(20);

    @SuppressWarnings("NullAway.Init")
    private World world;

    @SuppressWarnings("NullAway.Init")
    private EventLoop loop;

    /** For whoever extends this. */
    protected EventLoopContract() {}

    /** A world of its own for one test; the test closes it. */
    protected abstract World newWorld();

    /**
     * Lets time pass until {@code condition} holds, at most {@code limit}; tasks that throw meanwhile are no reason to
     * stop. Waits in real time unless overridden.
     *
     * @return whether the condition holds
     */
    protected boolean runUntil(BooleanSupplier condition, Duration limit) {
        return Patience.await(condition, limit);
    }

    @BeforeEach
    void openWorld() {
        world = newWorld();
        loop = world.newLoop("tested");
    }

    @AfterEach
    void closeWorld() {
        world.close();
    }

    @Test
    void tasksRunInTheOrderOfTheCalls() {
        List<Integer> ran = newList();
        for (int i = 0; i < 100; i++) {
            int number = i;
            loop.execute(() -> ran.add(number));
        }
        await(() -> ran.size() == 100);
        assertThat(ran).isEqualTo(upTo(100));
    }

    @Test
    void tasksOfTheSameMomentRunInTheOrderOfTheCalls() {
        List<Integer> ran = newList();
        loop.execute(() -> {
            for (int i = 0; i < 100; i++) {
                int number = i;
                loop.schedule(SHORT, () -> ran.add(number));
            }
        });
        await(() -> ran.size() == 100);
        assertThat(ran).isEqualTo(upTo(100));
    }

    @Test
    void anEarlierMomentComesFirstWhateverTheOrderOfTheCalls() {
        List<Integer> ran = newList();
        loop.execute(() -> {
            loop.schedule(SHORT.multipliedBy(3), () -> ran.add(3));
            loop.schedule(SHORT, () -> ran.add(1));
            loop.schedule(SHORT.multipliedBy(2), () -> ran.add(2));
            loop.execute(() -> ran.add(0));
        });
        await(() -> ran.size() == 4);
        assertThat(ran).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aTaskDoesNotRunBeforeItsTime() {
        ConcurrentLinkedQueue<Long> waited = new ConcurrentLinkedQueue<>();
        long start = loop.nanoTime();
        loop.schedule(SHORT, () -> waited.add(loop.nanoTime() - start));
        await(() -> !waited.isEmpty());
        assertThat(waited.element()).isGreaterThanOrEqualTo(SHORT.toNanos());
    }

    @Test
    void aDelayThatHasPassedAlreadyMeansNow() {
        List<Integer> ran = newList();
        loop.schedule(Duration.ofDays(-1), () -> ran.add(1));
        loop.schedule(Duration.ZERO, () -> ran.add(2));
        await(() -> ran.size() == 2);
        assertThat(ran).containsExactly(1, 2);
    }

    @Test
    void aDelayLongerThanAnyLifeIsTakenAndDisturbsNobody() {
        List<Integer> ran = newList();
        loop.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add(9));
        loop.schedule(SHORT, () -> ran.add(1));
        await(() -> !ran.isEmpty());
        assertThat(ran).containsExactly(1);
    }

    @Test
    void aTaskCancelledOnTheLoopNeverRuns() {
        List<Integer> ran = newList();
        loop.execute(() -> {
            Timer cancelled = loop.schedule(SHORT, () -> ran.add(1));
            Timer cancelledByATaskOfTheSameMoment = loop.schedule(SHORT.multipliedBy(2), () -> ran.add(2));
            loop.schedule(SHORT, cancelledByATaskOfTheSameMoment::cancel);
            loop.schedule(SHORT.multipliedBy(3), () -> ran.add(3));
            cancelled.cancel();
            cancelled.cancel();
        });
        await(() -> !ran.isEmpty());
        assertThat(ran).containsExactly(3);
    }

    @Test
    void cancellingATaskThatRunsOrHasRunHasNoEffect() {
        List<Integer> ran = newList();
        Timer[] own = new Timer[1];
        loop.execute(() -> own[0] = loop.schedule(SHORT, () -> {
            own[0].cancel();
            ran.add(1);
            loop.execute(own[0]::cancel);
            loop.execute(() -> ran.add(2));
        }));
        await(() -> ran.size() == 2);
        assertThat(ran).containsExactly(1, 2);
    }

    @Test
    void onlyATaskOfTheLoopIsCurrent() {
        EventLoop other = world.newLoop("other");
        List<Boolean> current = Collections.synchronizedList(new ArrayList<>());
        assertThat(loop.isCurrent()).isFalse();
        loop.execute(() -> current.add(loop.isCurrent()));
        loop.execute(() -> current.add(other.isCurrent()));
        loop.schedule(Duration.ZERO, () -> current.add(loop.isCurrent()));
        await(() -> current.size() == 3);
        assertThat(current).containsExactly(true, false, true);
    }

    @Test
    void aTaskNeverRunsBeforeTheCallThatHandsItOverReturns() {
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        loop.execute(() -> {
            loop.execute(() -> ran.add("executed"));
            loop.schedule(Duration.ZERO, () -> ran.add("scheduled"));
            ran.add("returned");
        });
        await(() -> ran.size() == 3);
        assertThat(ran).startsWith("returned");
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheLoop() {
        List<Integer> ran = newList();
        loop.execute(() -> {
            throw new IllegalStateException("thrown to see whether the loop goes on");
        });
        loop.schedule(SHORT, () -> {
            throw new AssertionError("thrown to see whether the loop goes on");
        });
        loop.schedule(SHORT.multipliedBy(2), () -> ran.add(1));
        await(() -> !ran.isEmpty());
    }

    @Test
    void tasksOfManyThreadsRunOneAtATimeAndSeeWhatTheOnesBeforeDid() {
        int threads = 4;
        int each = 1_000;
        int[] plainCounter = new int[1];
        int[] lastOf = new int[threads];
        AtomicInteger outOfOrder = new AtomicInteger();
        AtomicInteger finished = new AtomicInteger();
        Threads.together(threads, thread -> {
            for (int i = 1; i <= each; i++) {
                int number = i;
                loop.execute(() -> {
                    plainCounter[0]++;
                    outOfOrder.addAndGet(lastOf[thread] == number - 1 ? 0 : 1);
                    lastOf[thread] = number;
                    finished.incrementAndGet();
                });
            }
        });
        await(() -> finished.get() == threads * each);
        assertThat(plainCounter[0]).isEqualTo(threads * each);
        assertThat(outOfOrder).hasValue(0);
    }

    @Test
    void timeNeverRunsBackwards() {
        List<Long> times = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 50; i++) {
            loop.schedule(Duration.ofMillis(i % 7), () -> times.add(loop.nanoTime()));
        }
        await(() -> times.size() == 50);
        assertThat(times).isSorted();
    }

    @Test
    void aClosedWorldDropsItsTasksAndTakesNoMore() {
        List<Integer> ran = newList();
        World other = newWorld();
        try {
            AtomicBoolean closed = new AtomicBoolean();
            loop.schedule(SHORT, () -> ran.add(1));
            loop.execute(() -> {
                loop.execute(() -> ran.add(2));
                world.close();
                closed.set(true);
            });
            await(closed::get);
            world.close();
            loop.execute(() -> ran.add(3));
            loop.schedule(Duration.ZERO, () -> ran.add(4)).cancel();
            AtomicBoolean later = new AtomicBoolean();
            other.newLoop("witness").schedule(SHORT.multipliedBy(3), () -> later.set(true));
            await(later::get);
            assertThat(ran).isEmpty();
        } finally {
            other.close();
        }
    }

    @Test
    void sourcesOfChanceForDifferentPurposesDiffer() {
        RandomGenerator one = world.random("one");
        RandomGenerator two = world.random("two");
        RandomGenerator oneAgain = world.random("one");
        assertThat(List.of(one.nextLong(), two.nextLong(), oneAgain.nextLong())).doesNotHaveDuplicates();
    }

    @Test
    void callbacksOfTheApplicationRunOnNoLoop() {
        List<Boolean> current = Collections.synchronizedList(new ArrayList<>());
        loop.execute(() -> world.callbacks().execute(() -> current.add(loop.isCurrent())));
        await(() -> !current.isEmpty());
        assertThat(current).containsExactly(false);
    }

    private void await(BooleanSupplier condition) {
        assertThat(runUntil(condition, LIMIT)).as("in time").isTrue();
    }

    private static List<Integer> newList() {
        return Collections.synchronizedList(new ArrayList<>());
    }

    private static List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }
}
