package dev.trefoil.cli.demo;

import dev.trefoil.Bytes;
import dev.trefoil.DhtException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes that go on while nodes come and go.
 *
 * <p>Each writer owns some keys and writes ever larger numbers to them; readers read those keys and the stored files.
 * A reader that sees too old a value while the network changes is counted; a write that is missing at the end is lost.
 */
final class Workload {

    private static final int WRITERS = 2;
    private static final int READERS = 2;
    private static final int KEYS_PER_WRITER = 150;
    private static final int CHECKERS = 8;
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Access network;
    private final Library library;
    private final int run;
    private final Ledger ledger = new Ledger();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final AtomicLong misread = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean running;

    /** @param run the keys of another run are others */
    Workload(Access network, Library library, int run) {
        this.network = network;
        this.library = library;
        this.run = run;
    }

    /** Begins to read and write in the background. */
    void start() {
        running = true;
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            launch("writer-" + i, new Random(i), random -> write(writer, random));
        }
        for (int i = 0; i < READERS; i++) {
            launch("reader-" + i, new Random(100 + i), this::read);
        }
    }

    /** Stops and waits for the operations under way. */
    void stop() throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    /** Reads every acknowledged write back; gives the names of all that are missing or differ, in order. */
    List<String> check() throws Exception {
        RuntimeException bug = failure.get();
        if (bug != null) {
            throw bug;
        }
        Set<String> lost = new TreeSet<>();
        Parallel.forEach(ledger.keys(), CHECKERS, key -> {
            if (!isGood(key)) {
                synchronized (lost) {
                    lost.add(key.toUtf8());
                }
            }
        });
        return List.copyOf(lost);
    }

    /** The number last acknowledged for each key. */
    Map<String, Long> acknowledged() {
        Map<String, Long> numbers = new TreeMap<>();
        ledger.keys().forEach(key -> numbers.put(key.toUtf8(), ledger.floor(key)));
        return numbers;
    }

    /** How many writes were acknowledged. */
    long writes() {
        return ledger.acknowledgements();
    }

    /** How many reads were answered. */
    long reads() {
        return reads.get();
    }

    /** How many reads gave an older value than had been acknowledged before them, or none. */
    long misread() {
        return misread.get();
    }

    /** How many operations ended without a result, in spite of retries; none of them was acknowledged. */
    long refused() {
        return refused.get();
    }

    /** How many keys hold an acknowledged write. */
    long keys() {
        return ledger.keys().size();
    }

    private interface Turn {
        void take(Random random);
    }

    private void launch(String name, Random random, Turn turn) {
        Thread thread = new Thread(
                () -> {
                    while (running) {
                        try {
                            turn.take(random);
                            Thread.sleep(PAUSE.toMillis());
                        } catch (DhtException e) {
                            refused.incrementAndGet();
                        } catch (RuntimeException e) {
                            failure.compareAndSet(null, e);
                            return;
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                },
                "demo-" + name);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    private void write(int writer, Random random) {
        Bytes key = key(writer, random);
        Bytes value = ledger.attempt(key);
        network.put(key, value);
        ledger.acknowledged(key);
    }

    private void read(Random random) {
        boolean good;
        if (random.nextBoolean()) {
            good = isGood(key(random.nextInt(WRITERS), random));
        } else {
            List<String> names = library.names();
            good = library.isIntact(names.get(random.nextInt(names.size())));
        }
        reads.incrementAndGet();
        misread.addAndGet(good ? 0 : 1);
    }

    private boolean isGood(Bytes key) {
        long floor = ledger.floor(key);
        Optional<Bytes> found = network.get(key);
        return ledger.judge(key, floor, found) == Ledger.Verdict.GOOD;
    }

    private Bytes key(int writer, Random random) {
        return Bytes.utf8("demo-write/" + run + "/" + writer + "/" + random.nextInt(KEYS_PER_WRITER));
    }
}
