package dev.trefoil.simulator.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.trefoil.Address;
import dev.trefoil.transport.inmem.LinkModel;
import dev.trefoil.transport.inmem.Seeds;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TerrainTest {

    private static final Duration EDGE = Duration.ofMillis(100);

    @Test
    void theKingSampleHasTheStatisticsItsReadmeTells() {
        LatencyMatrix king = LatencyMatrix.king();
        assertThat(king.size()).isEqualTo(128);
        assertThat(king.medianRoundTrip()).isEqualTo(Duration.ofMillis(136));
        assertThat(mean(king)).isBetween(78.7e6, 78.9e6);
        assertThat(king.oneWayNanos(0, 1)).isEqualTo(42_000_000);
        assertThat(king.oneWayNanos(127, 126)).isEqualTo(36_000_000);
    }

    @Test
    void thePlanetLabSampleHasTheStatisticsItsReadmeTells() {
        LatencyMatrix planetLab = LatencyMatrix.planetLab();
        assertThat(planetLab.size()).isEqualTo(490);
        assertThat(planetLab.medianRoundTrip()).isBetween(Duration.ofMillis(134), Duration.ofMillis(136));
        assertThat(mean(planetLab)).isBetween(73.2e6, 73.6e6);
        assertThat(planetLab.oneWayNanos(0, 1)).isEqualTo(87_500);
    }

    @Test
    void hostsGetPlacesOfTheirOwnWhileThereAreEnough() {
        double[][] distinct = {{0, 1, 2}, {10, 0, 3}, {20, 30, 0}};
        Terrain terrain = Terrain.measured(LatencyMatrix.ofMillis(distinct), 1);
        Set<Long> delays = new HashSet<>();
        for (int from = 0; from < 3; from++) {
            for (int to = 0; to < 3; to++) {
                if (from != to) {
                    delays.add(terrain.oneWayNanos(host(from), host(to)));
                }
            }
        }
        assertThat(delays)
                .containsExactlyInAnyOrder(1_000_000L, 2_000_000L, 3_000_000L, 10_000_000L, 20_000_000L, 30_000_000L);
        assertThat(terrain.oneWayNanos(host(0), host(3))).isEqualTo(500_000);
        assertThat(terrain.roundTripNanos(host(0), host(1)))
                .isEqualTo(terrain.oneWayNanos(host(0), host(1)) + terrain.oneWayNanos(host(1), host(0)));
    }

    @Test
    void theSeedDecidesWhoStandsWhere() {
        LatencyMatrix king = LatencyMatrix.king();
        assertThat(delays(Terrain.measured(king, 1)))
                .isEqualTo(delays(Terrain.measured(king, 1)))
                .isNotEqualTo(delays(Terrain.measured(king, 2)));
        assertThat(delays(Terrain.plane(EDGE, 1)))
                .isEqualTo(delays(Terrain.plane(EDGE, 1)))
                .isNotEqualTo(delays(Terrain.plane(EDGE, 2)));
    }

    @Test
    void hostsWithNamesHavePlacesToo() {
        Terrain terrain = Terrain.measured(LatencyMatrix.king(), 1);
        assertThat(terrain.oneWayNanos(new Address("one.example", 1), new Address("two.example", 1)))
                .isPositive();
    }

    @Test
    void distancesInThePlaneAreThoseOfEvenlySpreadPoints() {
        Terrain plane = Terrain.plane(EDGE, 7);
        double sum = 0;
        for (int i = 0; i < 20_000; i += 2) {
            long way = plane.oneWayNanos(host(i), host(i + 1));
            assertThat(way).isEqualTo(plane.oneWayNanos(host(i + 1), host(i)));
            sum += way;
        }
        // The mean distance of two points of the unit square is 0.5214, of the unit cube 0.6617.
        assertThat(sum / 10_000 / EDGE.toNanos()).isBetween(0.51, 0.53);
        Terrain cube = Terrain.cube(3, EDGE, 7);
        double inCube = 0;
        for (int i = 0; i < 20_000; i += 2) {
            inCube += cube.oneWayNanos(host(i), host(i + 1));
        }
        assertThat(inCube / 10_000 / EDGE.toNanos()).isBetween(0.65, 0.675);
    }

    @Test
    void jitterOnlyDelaysAndLetsMessagesOvertakeEachOther() {
        Terrain plane = Terrain.plane(EDGE, 1);
        LinkModel jittered = plane.jittered(0.5);
        RandomGenerator random = Seeds.fork(1, "jitter");
        long least = plane.oneWayNanos(host(1), host(2));
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            long delay = jittered.delayNanos(host(1), host(2), random);
            assertThat(delay).isGreaterThanOrEqualTo(least);
            sum += delay;
        }
        assertThat(sum / 10_000 / least).isBetween(1.45, 1.55);
    }

    @Test
    void whatIsNoMatrixIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LatencyMatrix.ofMillis(new double[][] {{0, 1}, {1}}));
        assertThatIllegalArgumentException().isThrownBy(() -> LatencyMatrix.ofMillis(new double[][] {{-1}}));
        assertThatIllegalArgumentException().isThrownBy(() -> Terrain.cube(0, EDGE, 1));
    }

    private static double mean(LatencyMatrix matrix) {
        double sum = 0;
        for (int from = 0; from < matrix.size(); from++) {
            for (int to = 0; to < from; to++) {
                sum += matrix.oneWayNanos(from, to);
            }
        }
        return sum / (matrix.size() * (matrix.size() - 1) / 2.0);
    }

    private static Set<Long> delays(Terrain terrain) {
        Set<Long> delays = new HashSet<>();
        for (int i = 1; i < 5; i++) {
            delays.add(terrain.oneWayNanos(host(0), host(i)));
        }
        return delays;
    }

    private static Address host(int number) {
        return new Address("10.0." + (number >> 8) + "." + (number & 0xFF), 7400);
    }
}
