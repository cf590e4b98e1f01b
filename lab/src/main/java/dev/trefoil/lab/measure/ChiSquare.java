package dev.trefoil.lab.measure;

/**
 * Pearson's test of fit: how likely counts at least this far from the expected ones are, if the expectation is right.
 *
 * <p>Classes with an expectation under {@value #EXPECTED_MIN} are joined with the next ones, as the approximation needs.
 *
 * @param statistic the sum of (observed - expected)^2 / expected
 * @param degrees classes less one
 */
public record ChiSquare(double statistic, int degrees) {

    /** The least expectation of a class. */
    public static final double EXPECTED_MIN = 5;

    private static final int TERMS_MAX = 10_000;
    private static final double PRECISION = 1e-14;
    private static final double[] LANCZOS = {
        0.9999999999998099,
        676.5203681218851,
        -1259.1392167224028,
        771.3234287776531,
        -176.6150291621406,
        12.507343278686905,
        -0.13857109526572012,
        0.000009984369578019572,
        1.5056327351493116e-7
    };

    /** Compares counts with expected counts of the same classes, in the order of the classes. */
    public static ChiSquare of(double[] observed, double[] expected) {
        if (observed.length != expected.length) {
            throw new IllegalArgumentException("as many observed as expected classes");
        }
        double statistic = 0;
        int classes = 0;
        double seen = 0;
        double wanted = 0;
        double rest = 0;
        for (double each : expected) {
            rest += each;
        }
        for (int i = 0; i < observed.length; i++) {
            seen += observed[i];
            wanted += expected[i];
            rest -= expected[i];
            boolean isLast = i == observed.length - 1;
            if (isLast || (wanted >= EXPECTED_MIN && rest >= EXPECTED_MIN)) {
                statistic += wanted > 0 ? (seen - wanted) * (seen - wanted) / wanted : 0;
                classes++;
                seen = 0;
                wanted = 0;
            }
        }
        return new ChiSquare(statistic, Math.max(1, classes - 1));
    }

    /** The chance of a statistic at least this large. Small (under 0.01, say) speaks against the expectation. */
    public double pValue() {
        return 1 - lowerGamma(degrees / 2.0, statistic / 2);
    }

    /** The regularised lower incomplete gamma function P(a, x), by its series or its continued fraction. */
    static double lowerGamma(double a, double x) {
        if (x <= 0) {
            return 0;
        }
        double front = Math.exp(a * Math.log(x) - x - logGamma(a));
        return x < a + 1 ? front * series(a, x) : 1 - front * fraction(a, x);
    }

    private static double series(double a, double x) {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < TERMS_MAX && Math.abs(term) > Math.abs(sum) * PRECISION; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return sum;
    }

    /** Lentz's method. */
    private static double fraction(double a, double x) {
        double tiny = 1e-300;
        double b = x + 1 - a;
        double c = 1 / tiny;
        double d = 1 / b;
        double value = d;
        for (int n = 1; n < TERMS_MAX; n++) {
            double numerator = -n * (n - a);
            b += 2;
            d = 1 / nonZero(numerator * d + b, tiny);
            c = nonZero(b + numerator / c, tiny);
            double factor = c * d;
            value *= factor;
            if (Math.abs(factor - 1) < PRECISION) {
                break;
            }
        }
        return value;
    }

    private static double nonZero(double value, double tiny) {
        return Math.abs(value) < tiny ? tiny : value;
    }

    /** The logarithm of the gamma function for a positive number (Lanczos 1964). */
    static double logGamma(double number) {
        double z = number - 1;
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (z + i);
        }
        double t = z + LANCZOS.length - 1.5;
        return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
    }
}
