package dev.trefoil.lab.chart;

import java.util.ArrayList;
import java.util.List;

/** How numbers are laid out along an axis, and where its ticks stand. */
public enum Scale {
    /** Equal differences take equal room. */
    LINEAR {
        @Override
        double place(double value) {
            return value;
        }

        @Override
        List<Double> ticks(double low, double high, int about) {
            double step = niceStep((high - low) / Math.max(1, about));
            List<Double> ticks = new ArrayList<>();
            for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
                ticks.add(i * step);
            }
            return ticks;
        }
    },
    /** Each doubling takes equal room. */
    LOG2 {
        @Override
        double place(double value) {
            return Math.log(value) / Math.log(2);
        }

        @Override
        List<Double> ticks(double low, double high, int about) {
            return powers(2, place(low), place(high), about);
        }
    },
    /** Each factor of ten takes equal room. */
    LOG10 {
        @Override
        double place(double value) {
            return Math.log10(value);
        }

        @Override
        List<Double> ticks(double low, double high, int about) {
            return powers(10, place(low), place(high), about);
        }
    };

    /** Where {@code value} stands, in units of this scale; logarithmic scales take positive numbers only. */
    abstract double place(double value);

    /** About so many round numbers from {@code low} to {@code high}, ascending. */
    abstract List<Double> ticks(double low, double high, int about);

    /** 1, 2 or 5 times a power of ten, the nearest one that is not smaller. */
    private static double niceStep(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= rough * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static List<Double> powers(double base, double from, double to, int about) {
        int first = (int) Math.ceil(from - 1e-9);
        int last = (int) Math.floor(to + 1e-9);
        int step = Math.max(1, (int) Math.ceil((last - first + 1.0) / Math.max(1, about)));
        List<Double> ticks = new ArrayList<>();
        for (int i = first; i <= last; i += step) {
            ticks.add(Math.pow(base, i));
        }
        return ticks;
    }
}
