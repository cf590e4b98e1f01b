package dev.trefoil.simulator.links;

import dev.trefoil.Address;
import dev.trefoil.transport.inmem.Seeds;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Hosts at the places of a measured network.
 *
 * <p>Addresses that follow each other get places that differ until all are taken; then several hosts share one, as if in
 * one building.
 */
final class MeasuredTerrain implements Terrain {

    /** One way between two hosts in one place. */
    private static final long SAME_PLACE_NANOS = 500_000;

    private final LatencyMatrix matrix;
    private final int[] shuffled;
    private final Map<Address, Integer> places = new HashMap<>();

    MeasuredTerrain(LatencyMatrix matrix, long seed) {
        this.matrix = matrix;
        this.shuffled = shuffled(matrix.size(), Seeds.fork(seed, "places"));
    }

    @Override
    public long oneWayNanos(Address from, Address to) {
        int here = place(from);
        int there = place(to);
        return here == there ? SAME_PLACE_NANOS : matrix.oneWayNanos(here, there);
    }

    private int place(Address host) {
        return places.computeIfAbsent(host, this::settle);
    }

    private int settle(Address host) {
        return shuffled[Math.floorMod(number(host.host()) + host.port(), shuffled.length)];
    }

    /** The last three numbers of an IPv4 address as one; any other name's hash. */
    private static int number(String host) {
        int number = 0;
        for (String part : host.split("\\.", -1)) {
            if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(Character::isDigit)) {
                return host.hashCode();
            }
            number = number << 8 | Integer.parseInt(part);
        }
        return number & 0xFF_FFFF;
    }

    private static int[] shuffled(int size, RandomGenerator random) {
        int[] numbers = new int[size];
        for (int i = 0; i < size; i++) {
            int other = random.nextInt(i + 1);
            numbers[i] = numbers[other];
            numbers[other] = i;
        }
        return numbers;
    }
}
