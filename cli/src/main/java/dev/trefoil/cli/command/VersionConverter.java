package dev.trefoil.cli.command;

import dev.trefoil.Version;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a version as {@code get --json} prints it. */
final class VersionConverter implements ITypeConverter<Version> {

    @Override
    public Version convert(String text) {
        try {
            return Version.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is not a version; take it from: trefoil get KEY --json");
        }
    }
}
