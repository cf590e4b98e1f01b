package dev.trefoil.simulator.links;

import dev.trefoil.Address;
import dev.trefoil.transport.inmem.Seeds;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Hosts spread evenly over a cube of any dimension. */
final class Cube implements Terrain {

    private final int dimensions;
    private final double edgeNanos;
    private final long seed;
    private final Map<Address, float[]> places = new HashMap<>();

    Cube(int dimensions, long edgeNanos, long seed) {
        if (dimensions < 1 || edgeNanos <= 0) {
            throw new IllegalArgumentException("no cube has " + dimensions + " dimensions and an edge of " + edgeNanos);
        }
        this.dimensions = dimensions;
        this.edgeNanos = edgeNanos;
        this.seed = seed;
    }

    @Override
    public long oneWayNanos(Address from, Address to) {
        float[] here = place(from);
        float[] there = place(to);
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            double way = here[i] - there[i];
            squares += way * way;
        }
        return (long) (edgeNanos * Math.sqrt(squares));
    }

    private float[] place(Address host) {
        return places.computeIfAbsent(host, this::settle);
    }

    private float[] settle(Address host) {
        RandomGenerator random = Seeds.fork(seed, "place of " + host);
        float[] place = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            place[i] = random.nextFloat();
        }
        return place;
    }
}
