package dev.trefoil.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.cli.demo.Progress.Tally;
import dev.trefoil.cli.demo.Summary.Hops;
import dev.trefoil.cli.demo.Summary.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void aPersonReadsItAtAGlance() {
        Summary summary = summary(List.of(), List.of(Optional.of(Duration.ofMillis(3_100)), Optional.empty()));
        assertThat(summary.text()).isEqualTo("""
                          files            1,042, 5.13 MB
                          keys             1,342, each on 3 nodes
                          keys per node    1,342  1,341  1,342
                          hops per lookup  1.20 on average, at most 3 (10 lookups)
                          put              521 files/s, 2.57 MB/s
                          get              1,042 files/s, 5.13 MB/s
                          time to repair   3.1 s after the first kill, not in time after the last
                          meanwhile        2,345 writes acknowledged, 678 reads answered
                          time in all      32.1 s
                        """);
        assertThat(summary.verdict()).isEqualTo("0 lost");
    }

    @Test
    void whatIsLostIsNamedUpToAPoint() {
        List<String> lost = IntStream.range(0, 12).mapToObj(i -> "file" + i).toList();
        Summary summary = summary(lost, List.of());
        assertThat(summary.text())
                .contains("LOST             file0", "file9", "and 2 more")
                .doesNotContain("file10");
        assertThat(summary.text()).contains("nothing to repair");
        assertThat(summary.verdict()).isEqualTo("12 lost");
    }

    @Test
    void aProgramFindsEveryNumber() {
        assertThat(summary(List.of("a"), List.of(Optional.of(Duration.ofMillis(5)), Optional.empty()))
                        .json()
                        .toString())
                .contains(
                        "\"lost\":1",
                        "\"lostNames\":[\"a\"]",
                        "\"files\":1042",
                        "\"keysPerNode\":[1342,1341,1342]",
                        "\"hopsMean\":1.2",
                        "\"repairMillis\":[5,-1]",
                        "\"writesAcknowledged\":2345",
                        "\"millis\":32100");
    }

    @Test
    void hopsAddUp() {
        assertThat(new Hops(2, 3, 2).plus(new Hops(2, 1, 1))).isEqualTo(new Hops(4, 4, 2));
        assertThat(new Hops(4, 4, 2).mean()).isEqualTo(1);
        assertThat(new Hops(0, 0, 0).mean()).isZero();
    }

    @Test
    void theStoryIsWrappedBetweenWords() {
        assertThat(Story.wrap("one two three", 7)).containsExactly("one two", "three");
        assertThat(Story.wrap("unbreakable", 3)).containsExactly("unbreakable");
    }

    @Test
    void theBarFillsFromLeftToRight() {
        assertThat(Progress.bar(0, 10)).isEqualTo("[" + ".".repeat(24) + "]");
        assertThat(Progress.bar(5, 10)).isEqualTo("[" + "#".repeat(12) + ".".repeat(12) + "]");
        assertThat(Progress.bar(10, 10)).isEqualTo("[" + "#".repeat(24) + "]");
        assertThat(Progress.bar(0, 0)).isEqualTo("[" + "#".repeat(24) + "]");
    }

    private static Summary summary(List<String> lost, List<Optional<Duration>> repairs) {
        return new Summary(
                new Tally(1042, 5_130_000, Duration.ofSeconds(2)),
                new Tally(1042, 5_130_000, Duration.ofSeconds(1)),
                1342,
                List.of(1342L, 1341L, 1342L),
                3,
                new Hops(10, 12, 3),
                repairs,
                new Traffic(2345, 678, 0, 0),
                lost,
                Duration.ofMillis(32_100));
    }
}
