package dev.trefoil.simulator;

import dev.trefoil.Address;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.transport.inmem.InMemoryNetwork;
import dev.trefoil.transport.inmem.LinkFaults;
import dev.trefoil.transport.inmem.LinkModel;
import dev.trefoil.transport.inmem.NetworkOptions;
import dev.trefoil.transport.inmem.SimulationException;
import dev.trefoil.transport.inmem.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Virtual time, a network on it, and everything that happens to the network: for protocols of any kind.
 *
 * <p>{@link Cluster} puts whole nodes on it. Nothing runs but inside {@code runFor}, {@code runUntil} and {@code await};
 * these may not be called from a task. For one thread.
 */
public final class Simulation {

    /** How much virtual time {@link #await} gives an operation. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Trial trial;
    private final VirtualTime time;
    private final Conditions conditions;
    private final InMemoryNetwork network;
    private final EventLoop stage;
    private final List<Background> backgrounds = new ArrayList<>();

    /** The world of {@code trial}'s seed, empty, with links like these. */
    public Simulation(Trial trial, LinkModel links, NetworkOptions options) {
        this.trial = trial;
        this.time = new VirtualTime(trial.seed());
        this.conditions = new Conditions(links);
        this.network = new InMemoryNetwork(time, conditions, options);
        this.stage = time.loop("scenario");
    }

    /** The seed and what it expanded to. */
    public Trial trial() {
        return trial;
    }

    /** The clock and the queue. */
    public VirtualTime time() {
        return time;
    }

    /** What carries the messages: cuts and partitions are made here. */
    public InMemoryNetwork network() {
        return network;
    }

    /** A source of chance for one purpose of the scenario. Asked twice for one purpose, it gives two sources. */
    public RandomGenerator random(String purpose) {
        return time.random("scenario " + purpose);
    }

    /** From now on links misbehave like this; {@link LinkFaults#NONE} ends it. */
    public void faults(LinkFaults faults) {
        conditions.faults(faults);
    }

    /** All that this host sends or receives is late by {@code delay} from now on; zero ends it. */
    public void slow(Address host, Duration delay) {
        conditions.slow(host, delay);
    }

    /** Ends faults, cuts, partitions and slowness. What has crashed stays so. */
    public void heal() {
        conditions.clear();
        network.heal();
    }

    /** Lets {@code step} happen {@code delay} from now. It may not wait for anything. */
    public void after(Duration delay, Runnable step) {
        stage.schedule(delay, step);
    }

    /** Lets {@code step} happen again and again, with {@code pause} before each. */
    public Background every(Duration pause, Runnable step) {
        return background(() -> pause, step);
    }

    /** Lets {@code step} happen again and again, {@code perSecond} times on average and independently (Poisson). */
    public Background poisson(double perSecond, String purpose, Runnable step) {
        RandomGenerator random = random(purpose);
        double meanNanos = Duration.ofSeconds(1).toNanos() / perSecond;
        return background(() -> Duration.ofNanos((long) (meanNanos * random.nextExponential())), step);
    }

    /** Stops whatever goes on in the background. */
    public void stopBackground() {
        List.copyOf(backgrounds).forEach(Background::stop);
        backgrounds.clear();
    }

    /** Lets time pass. */
    public void runFor(Duration duration) {
        guarded(() -> {
            time.runFor(duration);
            return true;
        });
    }

    /** Lets time pass until {@code condition} holds, looked at after each event; false if it does not in time. */
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        return guarded(() -> time.runUntil(condition, limit));
    }

    /** Lets time pass until {@code future} is complete. What a node answers with is thrown as it is. */
    public <T> T await(CompletableFuture<T> future) {
        if (!runUntil(future::isDone, PATIENCE)) {
            throw failure("an operation was not complete after " + PATIENCE.toSeconds() + " s of virtual time");
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Tells that something is wrong: to be thrown. */
    public SimulationFailure failure(String what) {
        return new SimulationFailure(what + "\n  " + moment(), trial);
    }

    /** From now on {@link #stopBackground} stops this as well. */
    void add(Background background) {
        backgrounds.removeIf(Background::isStopped);
        backgrounds.add(background);
    }

    private Background background(Supplier<Duration> pause, Runnable step) {
        Repetition repetition = new Repetition(stage, pause, step);
        repetition.start();
        add(repetition);
        return repetition;
    }

    private <T> T guarded(Supplier<T> run) {
        try {
            return run.get();
        } catch (SimulationException e) {
            if (e.getCause() instanceof SimulationFailure failure) {
                throw failure;
            }
            throw new SimulationFailure(e.getMessage() + "\n  " + moment(), trial, e);
        }
    }

    private String moment() {
        return "after " + time.now() + " of virtual time and " + time.executed() + " events";
    }
}
