package dev.trefoil.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets several threads do the same at the same time. */
final class Threads {

    private static final long PATIENCE_SECONDS = 60;

    private Threads() {}

    /** What one of the threads does. */
    @FunctionalInterface
    interface Work {

        /** Does the work of the thread with this number, from 0. */
        void run(int number) throws Exception;
    }

    /** Runs {@code work} on {@code count} threads that start together; returns when all have ended without an error. */
    static void together(int count, Work work) {
        CountDownLatch start = new CountDownLatch(1);
        ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    work.run(number);
                } catch (Throwable e) {
                    errors.add(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            join(thread);
        }
        assertThat(errors).as("errors of the threads").isEmpty();
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(thread.isAlive()).as("a thread still works").isFalse();
    }
}
