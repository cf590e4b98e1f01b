package dev.trefoil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class AddressPropertyTest {

    @Property
    void whatIsWrittenIsReadAgain(@ForAll("hosts") String host, @ForAll @IntRange(max = Address.PORT_MAX) int port) {
        Address address = new Address(host, port);
        assertThat(Address.parse(address.toString())).isEqualTo(address);
    }

    @Property
    void anyTextIsAnAddressOrIsRefused(@ForAll("texts") String text) {
        try {
            Address address = Address.parse(text);
            assertThat(Address.parse(address.toString())).isEqualTo(address);
        } catch (IllegalArgumentException e) {
            assertThat(e).message().isNotBlank();
        }
    }

    @Example
    void ipv6StandsInBrackets() {
        assertThat(Address.parse("[::1]:7400")).isEqualTo(new Address("::1", 7400));
        assertThat(new Address("::1", 7400)).hasToString("[::1]:7400");
    }

    @Example
    void whatIsNotAnAddressIsRefused() {
        for (String text : List.of(
                "",
                ":",
                "host",
                "host:",
                ":7400",
                "::1:7400",
                "[]:1",
                "[:1",
                "a]:1",
                "host:x",
                "host:-1",
                "host:65536",
                "host:+80",
                "host: 80",
                "ho st:80",
                "host:99999999999",
                "[[::1]]:80",
                "host:\u0668\u0660")) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> Address.parse(text));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Address("h".repeat(256), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Address("a\u0000", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Address("[::1]", 1));
    }

    @Provide
    Arbitrary<String> hosts() {
        return Arbitraries.strings().withChars("ab.-:0f%").ofMinLength(1).ofMaxLength(20);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("a1:[]. -+\u0000").ofMaxLength(10);
    }
}
