package dev.trefoil.lab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ScalePropertyTest {

    @Property
    void ticksAscendLieWithinAndAreNotTooMany(
            @ForAll Scale scale,
            @ForAll @DoubleRange(min = 0.01, max = 1_000) double low,
            @ForAll @DoubleRange(min = 1.5, max = 100_000) double factor,
            @ForAll @IntRange(min = 2, max = 12) int about) {
        double high = low * factor;
        List<Double> ticks = scale.ticks(low, high, about);
        assertThat(ticks).isSorted().doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(about + 1);
        assertThat(ticks).allSatisfy(tick -> assertThat(tick).isBetween(low * (1 - 1e-6), high * (1 + 1e-6)));
    }

    @Property
    void aLinearAxisHasAtLeastHalfOfTheTicksThatWereWished(
            @ForAll @DoubleRange(min = -1_000, max = 1_000) double low,
            @ForAll @DoubleRange(min = 0.01, max = 100_000) double room,
            @ForAll @IntRange(min = 4, max = 12) int about) {
        assertThat(Scale.LINEAR.ticks(low, low + room, about).size()).isGreaterThanOrEqualTo((about - 2) / 3);
    }

    @Property
    void equalFactorsTakeEqualRoomOnLogarithmicScales(@ForAll @DoubleRange(min = 0.01, max = 1_000) double value) {
        assertThat(Scale.LOG2.place(2 * value) - Scale.LOG2.place(value)).isBetween(1 - 1e-9, 1 + 1e-9);
        assertThat(Scale.LOG10.place(10 * value) - Scale.LOG10.place(value)).isBetween(1 - 1e-9, 1 + 1e-9);
    }

    @Example
    void roundNumbersAreChosen() {
        assertThat(Scale.LINEAR.ticks(0, 11.4, 6)).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0, 10.0);
        assertThat(Scale.LOG2.ticks(8, 128, 12)).containsExactly(8.0, 16.0, 32.0, 64.0, 128.0);
        assertThat(Scale.LOG10.ticks(1, 1_000, 6)).containsExactly(1.0, 10.0, 100.0, 1_000.0);
        assertThat(Axis.doubling("").format(16_384)).isEqualTo("16384");
        assertThat(Axis.doubling("").format(1 << 20)).isEqualTo("2^20");
        assertThat(Axis.share("").format(0.05)).isEqualTo("5 %");
        assertThat(Axis.linear("").format(500_000)).isEqualTo("500 k");
        assertThat(Axis.linear("").format(0.1 + 0.2)).isEqualTo("0.3");
    }
}
