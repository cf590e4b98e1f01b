package dev.trefoil.cli.demo;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Does the same to many things, a few at a time. */
final class Parallel {

    private Parallel() {}

    /**
     * What is done to one thing.
     *
     * @param <T> the kind of thing
     */
    @FunctionalInterface
    interface Step<T> {

        /** Does it; may block. */
        void apply(T thing) throws Exception;
    }

    /**
     * Applies {@code step} to each of {@code things} on {@code workers} threads and waits until all is done. The first
     * failure stops the rest and is thrown.
     */
    static <T> void forEach(List<T> things, int workers, Step<? super T> step) throws Exception {
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean failed = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Future<?>> running = IntStream.range(0, workers)
                    .<Future<?>>mapToObj(worker -> pool.submit(() -> {
                        for (int i = next.getAndIncrement(); i < things.size(); i = next.getAndIncrement()) {
                            if (failed.get()) {
                                return null;
                            }
                            try {
                                step.apply(things.get(i));
                            } catch (Exception e) {
                                failed.set(true);
                                throw e;
                            }
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> worker : running) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            pool.shutdownNow();
        }
    }
}
