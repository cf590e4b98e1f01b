package dev.trefoil.cli.command;

import dev.trefoil.Consistency;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code one}, {@code quorum} or {@code all}. */
final class ConsistencyConverter implements ITypeConverter<Consistency> {

    @Override
    public Consistency convert(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "one" -> Consistency.ONE;
            case "quorum" -> Consistency.QUORUM;
            case "all" -> Consistency.ALL;
            default -> throw new TypeConversionException("'" + text + "' is none of one, quorum and all");
        };
    }
}
