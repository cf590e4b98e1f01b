package dev.trefoil.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;

class SamplePropertyTest {

    @Property
    void aPercentileIsTheSmallestValueThatSoManyDoNotExceed(
            @ForAll @NotEmpty List<@IntRange(max = 50) Integer> values, @ForAll @IntRange(max = 100) int percent) {
        Sample sample = new Sample();
        values.forEach(sample::add);
        assertThat(sample.percentile(percent)).isEqualTo(naivePercentile(values, percent));
        Histogram histogram = new Histogram();
        values.forEach(histogram::add);
        assertThat((double) histogram.percentile(percent)).isEqualTo(naivePercentile(values, percent));
    }

    @Property
    void meanAndDeviationAreThoseOfTheDefinition(@ForAll @NotEmpty List<@IntRange(max = 1_000) Integer> values) {
        Sample sample = new Sample();
        values.forEach(sample::add);
        double mean = values.stream().mapToInt(value -> value).average().orElseThrow();
        double squares =
                values.stream().mapToDouble(value -> Math.pow(value - mean, 2)).sum();
        double deviation = values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1));
        assertThat(sample.mean()).isCloseTo(mean, within(1e-9));
        assertThat(sample.deviation()).isCloseTo(deviation, within(1e-9));
        assertThat(sample.max())
                .isEqualTo(values.stream().mapToInt(value -> value).max().orElseThrow());
        assertThat(sample.count(values.get(0)))
                .isEqualTo(values.stream().filter(values.get(0)::equals).count());
    }

    @Property
    void twoHistogramsTogetherCountWhatOneWouldHaveCounted(
            @ForAll List<@IntRange(max = 40) Integer> first, @ForAll List<@IntRange(max = 40) Integer> second) {
        Histogram one = new Histogram();
        first.forEach(one::add);
        second.forEach(one::add);
        Histogram left = new Histogram();
        first.forEach(left::add);
        Histogram right = new Histogram();
        second.forEach(right::add);
        left.addAll(right);
        assertThat(left.size()).isEqualTo(one.size());
        assertThat(left.max()).isEqualTo(one.max());
        for (int value = 0; value <= 41; value++) {
            assertThat(left.count(value)).isEqualTo(one.count(value));
        }
    }

    private static double naivePercentile(List<Integer> values, int percent) {
        int[] sorted = values.stream().mapToInt(value -> value).sorted().toArray();
        return Arrays.stream(sorted)
                .filter(candidate -> Arrays.stream(sorted)
                                        .filter(value -> value <= candidate)
                                        .count()
                                * 100L
                        >= (long) percent * sorted.length)
                .findFirst()
                .orElseThrow();
    }
}
