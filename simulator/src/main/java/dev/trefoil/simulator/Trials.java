package dev.trefoil.simulator;

import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * The same scenario under many seeds: {@code Trials.of(100).run(trial -> ...)}.
 *
 * <p>The property {@value Trial#SEED_PROPERTY} picks one seed, {@value #COUNT_PROPERTY} another number of them. Whatever
 * the scenario throws becomes a {@link SimulationFailure} that tells the seed, all it expanded to, and how to run it
 * again.
 */
public final class Trials {

    /** The system property that holds how many seeds to run in place of what the program says. */
    public static final String COUNT_PROPERTY = "trefoil.seeds";

    private final int count;
    private final String command;

    private Trials(int count, String command) {
        this.count = count;
        this.command = command;
    }

    /** The seeds from 1 to {@code count}. */
    public static Trials of(int count) {
        return new Trials(count, "mvn test");
    }

    /** The same, run again by {@code command}, to which the test and the seed are added; {@code mvn test} if not said. */
    public Trials replayedBy(String other) {
        return new Trials(count, other);
    }

    /** Runs the scenario once for each seed; the first failure ends it. */
    public void run(Consumer<? super Trial> scenario) {
        Replay replay = Replay.of(command);
        seeds().forEach(seed -> run(new Trial(seed, replay.line(seed)), scenario));
    }

    private static void run(Trial trial, Consumer<? super Trial> scenario) {
        try {
            scenario.accept(trial);
        } catch (SimulationFailure e) {
            throw e;
        } catch (RuntimeException | AssertionError e) {
            throw new SimulationFailure(String.valueOf(e.getMessage()), trial, e);
        }
    }

    private LongStream seeds() {
        Long one = Long.getLong(Trial.SEED_PROPERTY);
        return one == null ? LongStream.rangeClosed(1, Long.getLong(COUNT_PROPERTY, count)) : LongStream.of(one);
    }
}
