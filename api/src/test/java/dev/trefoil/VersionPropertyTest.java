package dev.trefoil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class VersionPropertyTest {

    @Property
    void whatIsWrittenIsReadAgain(@ForAll("versions") Version version) {
        assertThat(Version.parse(version.toString())).isEqualTo(version);
    }

    @Property
    void theOrderIsTotal(@ForAll("close") Version a, @ForAll("close") Version b, @ForAll("close") Version c) {
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
        assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
        if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
            assertThat(a).isLessThanOrEqualTo(c);
        }
    }

    @Property
    void theStampHoldsMillisecondsAndACounterBelowThem(
            @ForAll @LongRange(max = (1L << 47) - 1) long millis, @ForAll @LongRange(max = 0xFFFF) long counter) {
        Version version = new Version(Version.stampOf(millis) + counter, Key.ZERO, 0);
        assertThat(version.millis()).isEqualTo(millis);
        assertThat(version.written().toEpochMilli()).isEqualTo(millis);
    }

    @Example
    void nothingWrittenComesBeforeNone() {
        assertThat(new Version(Version.stampOf(1), Key.ZERO, 0)).isGreaterThan(Version.NONE);
        assertThat(new Version(0, Key.ZERO, 1)).isGreaterThan(Version.NONE);
    }

    @Example
    void whatIsNotAVersionIsRefused() {
        String writer = Key.ZERO.toHex();
        for (String text : List.of(
                "",
                "-",
                "1-2-3",
                "1-" + writer,
                "1-" + writer + "-",
                "-" + writer + "-1",
                "x-" + writer + "-1",
                "1-" + writer.substring(1) + "g-1",
                "1-" + writer + "-1-",
                "11111111111111111-" + writer + "-1",
                "+1-" + writer + "-1")) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> Version.parse(text));
        }
    }

    @Provide
    Arbitrary<Version> versions() {
        return Combinators.combine(Arbitraries.longs(), ApiArbitraries.keys(), Arbitraries.longs())
                .as(Version::new);
    }

    @Provide
    Arbitrary<Version> close() {
        return ApiArbitraries.closeVersions();
    }
}
