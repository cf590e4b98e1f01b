package dev.trefoil.cli.command;

import dev.trefoil.Bytes;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes an argument as UTF-8. Refuses one that the JVM has already garbled, rather than store something else. */
final class TextConverter implements ITypeConverter<Bytes> {

    @Override
    public Bytes convert(String text) {
        if (text.indexOf('\uFFFD') >= 0) {
            throw new TypeConversionException("this locale cannot express '" + text
                    + "'; set LC_ALL=C.UTF-8, or pass it through a file or standard input");
        }
        return Bytes.utf8(text);
    }
}
