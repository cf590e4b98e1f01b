package dev.trefoil.cli.console;

import java.time.Duration;
import java.util.Locale;

/** Numbers with units, as a person likes to read them. The same in every locale. */
public final class Quantity {

    private static final String[] UNITS = {"KB", "MB", "GB", "TB"};

    private Quantity() {}

    /** A count with separators: {@code 1,042}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A count with its noun: {@code 1 file}, {@code 1,042 files}. */
    public static String count(long count, String noun) {
        return count(count) + " " + (count == 1 ? noun : plural(noun));
    }

    /** A size with three significant digits: {@code 812 bytes}, {@code 5.13 MB}. One KB is 1,000 bytes. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        double value = bytes;
        int unit = -1;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return decimal(value) + " " + UNITS[unit];
    }

    /** A span of time: {@code 850 ms}, {@code 12.3 s}, {@code 2 min 5 s}. */
    public static String time(Duration time) {
        long millis = time.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        long seconds = Math.round(millis / 1000.0);
        return seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** How many per second: {@code 812}; zero when no time has passed. */
    public static double perSecond(long count, Duration time) {
        long nanos = time.toNanos();
        return nanos <= 0 ? 0 : count * 1e9 / nanos;
    }

    /** A number with three significant digits: {@code 5.13}, {@code 51.3}, {@code 513}. */
    public static String decimal(double value) {
        double size = Math.abs(value);
        String format = size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, format, value);
    }

    private static String plural(String noun) {
        boolean irregular = noun.endsWith("y") && !noun.endsWith("ey");
        return irregular ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    }
}
