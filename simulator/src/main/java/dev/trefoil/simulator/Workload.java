package dev.trefoil.simulator;

import dev.trefoil.ReadOptions;
import dev.trefoil.WriteOptions;

/**
 * What applications ask of a network: how often, of what kind, of which keys. Each operation begins at a member drawn at
 * random, at times that are independent of each other (Poisson).
 *
 * @param perSecond how many operations a second on average, of the whole network
 * @param puts the fraction of them that write
 * @param removes the fraction of them that delete; the others read
 * @param keys which keys
 * @param valueBytes how long values are, at least; each is different
 * @param writing how writes are done
 * @param reading how reads are done
 */
public record Workload(
        double perSecond,
        double puts,
        double removes,
        Popularity keys,
        int valueBytes,
        WriteOptions writing,
        ReadOptions reading) {

    /** Refuses rates and fractions that are none. */
    public Workload {
        if (!(perSecond > 0) || !(puts >= 0) || !(removes >= 0) || puts + removes > 1 || valueBytes < 0) {
            throw new IllegalArgumentException("not a workload: " + perSecond + " a second, " + puts + " puts, "
                    + removes + " removes, " + valueBytes + " bytes");
        }
    }

    /** Half reads, half writes, of a hundred keys that are equally popular. */
    public static Workload of(double perSecond) {
        return new Workload(
                perSecond, 0.5, 0, Popularity.uniform(100), 32, WriteOptions.DEFAULTS, ReadOptions.DEFAULTS);
    }

    /** The same with another mix; what is neither put nor removed is read. */
    public Workload mix(double putFraction, double removeFraction) {
        return new Workload(perSecond, putFraction, removeFraction, keys, valueBytes, writing, reading);
    }

    /** The same on other keys. */
    public Workload on(Popularity other) {
        return new Workload(perSecond, puts, removes, other, valueBytes, writing, reading);
    }

    /** The same with longer or shorter values. */
    public Workload ofBytes(int bytes) {
        return new Workload(perSecond, puts, removes, keys, bytes, writing, reading);
    }

    /** The same, done in another way. */
    public Workload with(WriteOptions otherWriting, ReadOptions otherReading) {
        return new Workload(perSecond, puts, removes, keys, valueBytes, otherWriting, otherReading);
    }
}
