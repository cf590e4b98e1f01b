package dev.trefoil.simulator.links;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Delays between hosts of a real network, as somebody measured them. Immutable, thread-safe. */
public final class LatencyMatrix {

    private static final double NANOS_PER_MILLI = 1e6;

    /** Row by row. */
    private final long[] oneWayNanos;

    private final int size;

    private LatencyMatrix(double[][] oneWayMillis) {
        size = oneWayMillis.length;
        oneWayNanos = new long[size * size];
        for (int from = 0; from < size; from++) {
            for (int to = 0; to < size; to++) {
                oneWayNanos[from * size + to] = nanos(oneWayMillis[from][to]);
            }
        }
    }

    /** From milliseconds one way, row by row; what is on the diagonal does not matter. */
    public static LatencyMatrix ofMillis(double[][] oneWayMillis) {
        for (double[] row : oneWayMillis) {
            if (row.length != oneWayMillis.length) {
                throw new IllegalArgumentException(
                        "a matrix of " + oneWayMillis.length + " rows has a row of " + row.length);
            }
        }
        return new LatencyMatrix(oneWayMillis);
    }

    /**
     * 128 name servers all over the Internet, measured in 2002 (King; Gummadi et al. 2002). Round trips have a median of
     * 136 ms. Where the data come from is told beside them, in the file {@code README.md}.
     */
    public static LatencyMatrix king() {
        double[][] millis = new double[128][128];
        for (String line : lines("king128.top")) {
            int comma = line.indexOf(',');
            int space = line.indexOf(' ');
            if (comma > 0 && comma < space) {
                int from = Integer.parseInt(line.substring(0, comma)) - 1;
                int to = Integer.parseInt(line.substring(comma + 1, space)) - 1;
                millis[from][to] = Double.parseDouble(line.substring(space + 1));
                millis[to][from] = millis[from][to];
            }
        }
        return new LatencyMatrix(millis);
    }

    /**
     * 490 hosts of PlanetLab (Zhu et al. 2017). Round trips have a median of 135 ms. Where the data come from is told
     * beside them, in the file {@code README.md}.
     */
    public static LatencyMatrix planetLab() {
        return new LatencyMatrix(lines("planetlab-490-rtt.tsv").stream()
                .map(line -> Arrays.stream(line.split("\t", -1))
                        .mapToDouble(roundTrip -> Double.parseDouble(roundTrip) / 2)
                        .toArray())
                .toArray(double[][]::new));
    }

    /** How many hosts there are. */
    public int size() {
        return size;
    }

    /** How long a message from the one to the other takes. */
    public long oneWayNanos(int from, int to) {
        return oneWayNanos[from * size + to];
    }

    /** The round trip that half of the pairs of different hosts do not exceed. */
    public Duration medianRoundTrip() {
        long[] roundTrips = new long[size * (size - 1) / 2];
        int next = 0;
        for (int from = 0; from < size; from++) {
            for (int to = 0; to < from; to++) {
                roundTrips[next++] = oneWayNanos(from, to) + oneWayNanos(to, from);
            }
        }
        Arrays.sort(roundTrips);
        return Duration.ofNanos(roundTrips[roundTrips.length / 2]);
    }

    private static long nanos(double millis) {
        if (!(millis >= 0)) {
            throw new IllegalArgumentException("a message cannot take " + millis + " ms");
        }
        return (long) (millis * NANOS_PER_MILLI);
    }

    private static List<String> lines(String name) {
        try (InputStream file = Objects.requireNonNull(LatencyMatrix.class.getResourceAsStream(name), name);
                BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
