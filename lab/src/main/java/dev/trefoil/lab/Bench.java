package dev.trefoil.lab;

import dev.trefoil.transport.inmem.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What an experiment works with: effort, chance, hands and progress.
 *
 * <p>Thread-safe. Chance is forked by purpose, so the numbers do not depend on how many threads there are.
 */
public final class Bench {

    private final Effort effort;
    private final long seed;
    private final ExecutorService hands;
    private final Progress progress;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger all = new AtomicInteger();

    /**
     * A bench.
     *
     * @param seed everything that is drawn follows from it
     * @param hands runs the pieces of an experiment; ended by who made it
     */
    public Bench(Effort effort, long seed, ExecutorService hands, Progress progress) {
        this.effort = effort;
        this.seed = seed;
        this.hands = hands;
        this.progress = progress;
    }

    /** How large samples are to be. */
    public Effort effort() {
        return effort;
    }

    /** The seed of everything. */
    public long seed() {
        return seed;
    }

    /** A source of chance for one purpose; the same for the same seed and purpose. */
    public RandomGenerator random(String purpose) {
        return new VirtualTime(seed).random(purpose);
    }

    /** A seed of its own for one purpose, for a network in virtual time. */
    public long seed(String purpose) {
        return random(purpose).nextLong();
    }

    /**
     * Does {@code work} for each of {@code pieces}, several at a time, and answers with the results in the order of the
     * pieces. Put the longest first.
     *
     * @throws IllegalStateException if a piece fails, with its exception as the cause
     */
    public <P, R> List<R> map(List<P> pieces, Function<? super P, ? extends R> work) {
        all.addAndGet(pieces.size());
        List<Future<R>> futures = new ArrayList<>();
        for (P piece : pieces) {
            futures.add(hands.submit(() -> {
                R result = work.apply(piece);
                progress.advances(done.incrementAndGet(), all.get());
                return result;
            }));
        }
        try {
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a piece of an experiment failed; seed " + seed, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
    }

    /** The next experiment begins with nothing done. */
    void clear() {
        done.set(0);
        all.set(0);
    }

    Progress progress() {
        return progress;
    }
}
