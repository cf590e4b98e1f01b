package dev.trefoil.cli.command;

import dev.trefoil.Address;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code host:port}, and says what is wrong with anything else. */
public final class AddressConverter implements ITypeConverter<Address> {

    @Override
    public Address convert(String text) {
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
