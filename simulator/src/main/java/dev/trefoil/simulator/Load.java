package dev.trefoil.simulator;

import dev.trefoil.Bytes;
import dev.trefoil.NodeClosedException;
import dev.trefoil.UnavailableException;
import dev.trefoil.Version;
import dev.trefoil.simulator.KeyHistory.Finding;
import dev.trefoil.simulator.KeyHistory.Floor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * A {@link Workload} at work, and a record of what was acknowledged: nothing of that may be lost.
 *
 * <p>A value that was never written, one that is gone, and a write that was ordered before another one acknowledged
 * earlier are wrong at all times, except that the parts of a network that was cut go on as two networks until they have
 * settled as one again: what the one acknowledges the other does not know. A stale read is wrong only when all is quiet,
 * since quorums intersect only while the replicas of the key stay the same. For one thread.
 */
public final class Load implements Background {

    private static final int WRONG_SHOWN = 10;

    private final Cluster cluster;
    private final Workload workload;
    private final RandomGenerator random;
    private final Map<Integer, KeyHistory> keys = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final Background operations;
    private int open;
    private long acknowledged;
    private long read;
    private long refused;
    private long unknown;
    private long stale;
    private int wrongs;

    Load(Cluster cluster, Workload workload) {
        this.cluster = cluster;
        this.workload = workload;
        this.random = cluster.simulation().random("load");
        this.operations = cluster.simulation().poisson(workload.perSecond(), "arrivals", this::operate);
    }

    @Override
    public void stop() {
        operations.stop();
    }

    @Override
    public boolean isStopped() {
        return operations.isStopped();
    }

    /** How many writes were acknowledged. */
    public long acknowledged() {
        return acknowledged;
    }

    /** How many reads were answered. */
    public long read() {
        return read;
    }

    /** How many operations were certainly not carried out. */
    public long refused() {
        return refused;
    }

    /** How many writes may or may not have been applied. */
    public long unknown() {
        return unknown;
    }

    /** How many reads found an older value than one acknowledged before they began; none, if the network was cut. */
    public long stale() {
        return stale;
    }

    /** Whether every operation has ended. */
    public boolean isQuiet() {
        return open == 0;
    }

    /**
     * Stops, waits for what is under way, and reads every key back through members drawn at random. To be called when the
     * network has settled: then all that was acknowledged is found, and nothing is refused or stale.
     *
     * @throws SimulationFailure if anything was or is wrong
     */
    public Load check() {
        stop();
        quiet();
        long refusedBefore = refused;
        long staleBefore = stale;
        keys.values().forEach(key -> {
            get(cluster.anyMember(), key);
            quiet();
        });
        if (wrongs > 0) {
            throw cluster.simulation().failure(wrongs + " wrong answers: " + wrong + "; " + this);
        }
        if (refused > refusedBefore || stale > staleBefore) {
            throw cluster.simulation()
                    .failure((refused - refusedBefore) + " reads refused and " + (stale - staleBefore)
                            + " stale although the network has settled; " + this);
        }
        return this;
    }

    @Override
    public String toString() {
        return acknowledged + " writes acknowledged, " + unknown + " unknown, " + read + " reads answered, " + stale
                + " stale, " + refused + " operations refused, " + keys.size() + " keys";
    }

    private void quiet() {
        if (!cluster.simulation().runUntil(this::isQuiet, Simulation.PATIENCE)) {
            throw cluster.simulation().failure(open + " operations never ended");
        }
    }

    private void operate() {
        if (cluster.members().isEmpty()) {
            refused++;
            return;
        }
        KeyHistory key = keys.computeIfAbsent(
                workload.keys().next(random), number -> new KeyHistory(number, workload.valueBytes()));
        Host host = cluster.anyMember();
        double kind = random.nextDouble();
        if (kind < workload.puts()) {
            put(host, key);
        } else if (kind < workload.puts() + workload.removes()) {
            remove(host, key);
        } else {
            get(host, key);
        }
    }

    private void put(Host host, KeyHistory key) {
        Floor before = key.floor();
        Bytes value = key.nextValue();
        ask(host.node().put(key.name(), value, workload.writing()), (version, failure) -> {
            if (failure == null) {
                acknowledged(key, version, false, before);
            } else {
                writeFailed(failure);
            }
        });
    }

    private void remove(Host host, KeyHistory key) {
        Floor before = key.floor();
        key.removeBegins();
        ask(host.node().remove(key.name(), workload.writing()), (version, failure) -> {
            if (failure == null) {
                key.removeIsSettled();
                acknowledged(key, version, true, before);
            } else if (writeFailed(failure)) {
                key.removeIsSettled();
            }
        });
    }

    private void get(Host host, KeyHistory key) {
        Floor before = key.floor();
        ask(host.node().get(key.name(), workload.reading()), (found, failure) -> {
            if (failure != null) {
                refused++;
                return;
            }
            read++;
            Finding finding = key.judge(found, before);
            if (finding == Finding.STALE || (finding == Finding.LOST && cluster.wasCut())) {
                stale++;
            } else if (finding != Finding.FINE) {
                wrong(finding + " at " + host + ": " + key.name().toUtf8() + " is " + found
                        + ", acknowledged before was " + before);
            }
        });
    }

    private <T> void ask(CompletableFuture<T> operation, BiConsumer<? super T, ? super Throwable> outcome) {
        open++;
        var unused = operation.whenComplete((value, failure) -> {
            open--;
            outcome.accept(value, failure);
        });
    }

    private void acknowledged(KeyHistory key, Version version, boolean deletion, Floor before) {
        acknowledged++;
        Optional<String> disorder = key.acknowledged(version, deletion, before);
        if (!cluster.wasCut()) {
            disorder.ifPresent(this::wrong);
        }
    }

    /** True if the write was certainly not applied. */
    private boolean writeFailed(Throwable failure) {
        boolean certain = failure instanceof UnavailableException || failure instanceof NodeClosedException;
        if (certain) {
            refused++;
        } else {
            unknown++;
        }
        return certain;
    }

    private void wrong(String what) {
        Duration now = cluster.simulation().time().now();
        wrongs++;
        if (wrong.size() < WRONG_SHOWN) {
            wrong.add(now + " " + what);
        }
    }
}
