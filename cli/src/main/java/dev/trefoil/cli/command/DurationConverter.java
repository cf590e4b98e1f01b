package dev.trefoil.cli.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a span of time as people write it: {@code 500ms}, {@code 10s}, {@code 2m}, {@code 1h}, {@code 7d}. */
public final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");

    /** A hundred years; longer than anybody waits or any value is kept. */
    private static final Duration LONGEST = Duration.ofDays(36_525);

    @Override
    public Duration convert(String text) {
        Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is not a span of time; write for example 500ms, 10s, 2m, 1h or 7d");
        }
        long count = Long.parseLong(form.group(1));
        try {
            Duration time = switch (form.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
            if (time.compareTo(LONGEST) > 0) {
                throw new TypeConversionException("'" + text + "' is too long; at most " + LONGEST.toDays() + "d");
            }
            if (time.isZero()) {
                throw new TypeConversionException("'" + text + "' is no time at all; it must be longer than zero");
            }
            return time;
        } catch (ArithmeticException | DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is too long");
        }
    }
}
