package dev.trefoil.node.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.spi.EventLoop;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RealWorldTest {

    @Test
    void oneSeedGivesTheSameChanceAgainAndEachPurposeItsOwn() {
        try (RealWorld world = new RealWorld("w", 7);
                RealWorld again = new RealWorld("w", 7)) {
            long first = world.random("overlay").nextLong();
            long second = world.random("overlay").nextLong();
            assertThat(again.random("overlay").nextLong()).isEqualTo(first);
            assertThat(again.random("overlay").nextLong()).isEqualTo(second);
            assertThat(second).isNotEqualTo(first);
            assertThat(world.random("routing").nextLong()).isNotEqualTo(first);
        }
    }

    @Test
    void callbacksThatBlockDoNotKeepOthersWaiting() throws InterruptedException {
        try (RealWorld world = new RealWorld("w")) {
            CountDownLatch allButOneBlock = new CountDownLatch(RealWorld.CALLBACK_THREADS_MAX - 1);
            CountDownLatch go = new CountDownLatch(1);
            for (int i = 1; i < RealWorld.CALLBACK_THREADS_MAX; i++) {
                world.callbacks().execute(() -> {
                    allButOneBlock.countDown();
                    await(go);
                });
            }
            assertThat(allButOneBlock.await(10, TimeUnit.SECONDS)).isTrue();
            world.callbacks().execute(go::countDown);
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aWorldThatIsClosedLeavesNoThreadBehind() throws InterruptedException {
        RealWorld world = new RealWorld("vanishing");
        world.newLoop("a");
        CompletableFuture<Thread> callback = new CompletableFuture<>();
        world.callbacks().execute(() -> callback.complete(Thread.currentThread()));
        Thread thread = callback.join();
        world.close();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(threads("vanishing")).isEmpty();
    }

    @Test
    void callbacksStillRunAfterTheWorldHasClosed() {
        RealWorld world = new RealWorld("w");
        world.close();
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        world.callbacks().execute(() -> ran.complete(true));
        assertThat(ran.join()).isTrue();
    }

    @Test
    void closingWaitsForTheTaskThatIsRunning() {
        RealWorld world = new RealWorld("w");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        world.newLoop("a").execute(() -> {
            begun.countDown();
            await(closing);
            for (long end = System.nanoTime() + 50_000_000; System.nanoTime() < end; ) {
                Thread.onSpinWait();
            }
            ended.set(true);
        });
        await(begun);
        closing.countDown();
        world.close();
        assertThat(ended).isTrue();
    }

    @Test
    void aLoopMayCloseItsOwnWorld() {
        RealWorld world = new RealWorld("w");
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        world.newLoop("a").execute(() -> {
            world.close();
            closed.complete(true);
        });
        assertThat(closed.join()).isTrue();
    }

    @Test
    void anIdleLoopCostsNothing() {
        ThreadMXBean times = ManagementFactory.getThreadMXBean();
        try (RealWorld world = new RealWorld("idle")) {
            List<EventLoop> loops = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                EventLoop loop = world.newLoop("loop " + i);
                loop.schedule(Duration.ofHours(1), () -> {});
                loops.add(loop);
            }
            CompletableFuture<Void> later = new CompletableFuture<>();
            long before = cpuNanos(times, "idle");
            loops.get(0).schedule(Duration.ofMillis(300), () -> later.complete(null));
            later.join();
            assertThat(cpuNanos(times, "idle") - before)
                    .as("processor time of 16 idle loops in 300 ms")
                    .isLessThan(50_000_000);
        }
    }

    private static long cpuNanos(ThreadMXBean times, String name) {
        return threads(name).stream()
                .mapToLong(thread -> Math.max(0, times.getThreadCpuTime(thread.getId())))
                .sum();
    }

    private static List<Thread> threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name + " "))
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
