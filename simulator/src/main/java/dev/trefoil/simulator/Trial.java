package dev.trefoil.simulator;

import dev.trefoil.transport.inmem.Seeds;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * One run of a simulation: its seed, what the seed expanded to, and the line that runs it again.
 *
 * <p>Options are drawn each from a source of its own, named after it, so that a new option does not change the others
 * ("swarm testing": what one run leaves out, another has). Not thread-safe.
 */
public final class Trial {

    /** The system property that holds the one seed to run: {@code -Dtrefoil.seed=42}. */
    public static final String SEED_PROPERTY = "trefoil.seed";

    private final long seed;
    private final String replay;
    private final Map<String, String> options = new LinkedHashMap<>();

    Trial(long seed, String replay) {
        this.seed = seed;
        this.replay = replay;
    }

    /** The run of {@code seed}; how to run it again is found out from the test or program that calls this. */
    public static Trial of(long seed) {
        return new Trial(seed, Replay.of("mvn test").line(seed));
    }

    /** The run of the seed in the property {@value #SEED_PROPERTY}, or of seed 1. */
    public static Trial given() {
        return of(Long.getLong(SEED_PROPERTY, 1));
    }

    /** Decides everything. */
    public long seed() {
        return seed;
    }

    /** One line for a shell, which runs this again. */
    public String replay() {
        return replay;
    }

    /** A source of chance for one purpose; the same for the same purpose. */
    public RandomGenerator random(String purpose) {
        return Seeds.fork(seed, "trial " + purpose);
    }

    /** A whole number from {@code least} to {@code most}, both included. */
    public int number(String option, int least, int most) {
        return noted(option, random(option).nextInt(least, Math.addExact(most, 1)));
    }

    /** A number from {@code least} up to {@code most}. */
    public double fraction(String option, double least, double most) {
        return noted(option, least + (most - least) * random(option).nextDouble());
    }

    /** True with {@code probability}. */
    public boolean chance(String option, double probability) {
        return noted(option, random(option).nextDouble() < probability);
    }

    /** A time from {@code least} up to {@code most}. */
    public Duration duration(String option, Duration least, Duration most) {
        long span = most.minus(least).toNanos();
        return noted(option, least.plusNanos((long) (span * random(option).nextDouble())));
    }

    /** One of {@code values}, each as likely as the others. */
    public <T> T choice(String option, List<T> values) {
        return noted(option, values.get(random(option).nextInt(values.size())));
    }

    /** Writes down what was decided otherwise, so that a failure tells it. */
    public void note(String option, Object value) {
        options.put(option, String.valueOf(value));
    }

    /** What was drawn and noted so far, in that order. */
    public Map<String, String> options() {
        return new LinkedHashMap<>(options);
    }

    /** The seed, all options, and the line that runs it again. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("seed ").append(seed);
        options.forEach((option, value) ->
                text.append("\n    ").append(option).append(" = ").append(value));
        return text.append("\n  again: ").append(replay).toString();
    }

    private <T> T noted(String option, T value) {
        note(option, value);
        return value;
    }
}
