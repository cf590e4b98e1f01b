package dev.trefoil.simulator.links;

import dev.trefoil.Address;
import dev.trefoil.spi.Proximity;
import dev.trefoil.transport.inmem.LinkModel;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Hosts with places: how long a message takes depends on where its sender and its receiver stand, and overlays may ask who
 * is near.
 *
 * <p>Where a host stands follows from its address and the terrain's seed alone. For one thread, as places are remembered
 * for speed.
 */
public interface Terrain extends LinkModel, Proximity {

    /**
     * Hosts stand anywhere in a square, and delay grows with the straight line between them.
     *
     * @param edge how long a message takes along one edge
     */
    static Terrain plane(Duration edge, long seed) {
        return cube(2, edge, seed);
    }

    /** As {@link #plane}, in a cube of {@code dimensions}; three are the model of Stoica et al. 2003, section VI-F. */
    static Terrain cube(int dimensions, Duration edge, long seed) {
        return new Cube(dimensions, edge.toNanos(), seed);
    }

    /** Hosts stand where those of {@code matrix} stood, each at a place of its own while there are enough. */
    static Terrain measured(LatencyMatrix matrix, long seed) {
        return new MeasuredTerrain(matrix, seed);
    }

    /** How many nanoseconds a message takes that nothing holds up. */
    long oneWayNanos(Address from, Address to);

    @Override
    default long delayNanos(Address from, Address to, RandomGenerator random) {
        return oneWayNanos(from, to);
    }

    @Override
    default long roundTripNanos(Address from, Address to) {
        return oneWayNanos(from, to) + oneWayNanos(to, from);
    }

    /**
     * This terrain, with queues on the way: each message takes longer by an exponential time whose mean is that
     * {@code fraction} of its delay, so that messages overtake each other.
     */
    default LinkModel jittered(double fraction) {
        return (from, to, random) -> {
            long delay = oneWayNanos(from, to);
            return delay + (long) (delay * fraction * random.nextExponential());
        };
    }
}
