package dev.trefoil.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class QuantityTest {

    @Test
    void sizesHaveThreeDigitsAndAUnit() {
        assertThat(Quantity.bytes(0)).isEqualTo("0 bytes");
        assertThat(Quantity.bytes(1)).isEqualTo("1 byte");
        assertThat(Quantity.bytes(999)).isEqualTo("999 bytes");
        assertThat(Quantity.bytes(1000)).isEqualTo("1.00 KB");
        assertThat(Quantity.bytes(12_345)).isEqualTo("12.3 KB");
        assertThat(Quantity.bytes(999_499)).isEqualTo("999 KB");
        assertThat(Quantity.bytes(999_500)).isEqualTo("1.00 MB");
        assertThat(Quantity.bytes(5_130_000)).isEqualTo("5.13 MB");
    }

    @Property
    void sizesAreNeverLong(@ForAll @LongRange(min = 0, max = 900_000_000_000_000L) long bytes) {
        assertThat(Quantity.bytes(bytes)).hasSizeLessThanOrEqualTo(9);
    }

    @Test
    void timesAreWrittenAsPeopleSayThem() {
        assertThat(Quantity.time(Duration.ofMillis(850))).isEqualTo("850 ms");
        assertThat(Quantity.time(Duration.ofMillis(12_345))).isEqualTo("12.3 s");
        assertThat(Quantity.time(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
    }

    @Test
    void nounsFollowTheirNumber() {
        assertThat(Quantity.count(1, "file")).isEqualTo("1 file");
        assertThat(Quantity.count(1042, "file")).isEqualTo("1,042 files");
        assertThat(Quantity.count(3, "copy")).isEqualTo("3 copies");
        assertThat(Quantity.count(2, "key")).isEqualTo("2 keys");
    }

    @Test
    void aRateOverNoTimeIsZero() {
        assertThat(Quantity.perSecond(5, Duration.ZERO)).isZero();
        assertThat(Quantity.perSecond(5, Duration.ofMillis(500))).isEqualTo(10);
    }
}
