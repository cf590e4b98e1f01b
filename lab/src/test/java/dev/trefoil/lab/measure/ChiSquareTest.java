package dev.trefoil.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChiSquareTest {

    /** The critical values of every statistics book. */
    @Test
    void pValuesAreThoseOfTheTables() {
        assertThat(new ChiSquare(3.841, 1).pValue()).isCloseTo(0.05, within(2e-4));
        assertThat(new ChiSquare(6.635, 1).pValue()).isCloseTo(0.01, within(1e-4));
        assertThat(new ChiSquare(18.307, 10).pValue()).isCloseTo(0.05, within(1e-4));
        assertThat(new ChiSquare(2.558, 10).pValue()).isCloseTo(0.99, within(1e-4));
        assertThat(new ChiSquare(124.342, 100).pValue()).isCloseTo(0.05, within(1e-4));
        assertThat(new ChiSquare(0, 5).pValue()).isEqualTo(1);
    }

    /** With two degrees of freedom the distribution is exponential. */
    @Test
    void withTwoDegreesOfFreedomItIsTheExponentialDistribution() {
        for (double x = 0.1; x < 40; x *= 1.3) {
            assertThat(new ChiSquare(x, 2).pValue()).isCloseTo(Math.exp(-x / 2), within(1e-10));
        }
    }

    @Test
    void theGammaFunctionOfWholeNumbersIsTheFactorial() {
        double factorial = 1;
        for (int n = 1; n < 20; n++) {
            factorial *= n;
            assertThat(ChiSquare.logGamma(n + 1)).isCloseTo(Math.log(factorial), within(1e-9));
        }
    }

    @Test
    void smallClassesAreJoined() {
        ChiSquare joined = ChiSquare.of(new double[] {1, 2, 9, 3}, new double[] {2, 3, 8, 2});
        // 1 + 2 against 2 + 3, then 9 + 3 against 8 + 2.
        assertThat(joined.degrees()).isEqualTo(1);
        assertThat(joined.statistic()).isCloseTo(4.0 / 5 + 4.0 / 10, within(1e-12));
    }

    @Test
    void aFairDieIsNotSuspectedAndALoadedOneIs() {
        SplittableRandom random = new SplittableRandom(5);
        double[] expected = new double[6];
        Arrays.fill(expected, 10_000);
        double[] fair = new double[6];
        double[] loaded = new double[6];
        for (int i = 0; i < 60_000; i++) {
            fair[random.nextInt(6)]++;
            loaded[random.nextInt(100) < 3 ? 5 : random.nextInt(6)]++;
        }
        assertThat(ChiSquare.of(fair, expected).pValue()).isGreaterThan(0.01);
        assertThat(ChiSquare.of(loaded, expected).pValue()).isLessThan(1e-6);
    }
}
