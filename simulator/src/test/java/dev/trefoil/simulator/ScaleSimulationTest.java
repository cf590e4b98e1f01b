package dev.trefoil.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The figures that say how large and how fast a simulation may be. They want an idle machine, and print what they find. */
@Tag("slow")
class ScaleSimulationTest {

    @Test
    void aHundredThousandFullNodesLiveThroughTenMinutesOfChurnInFifteenMinutesAndEightGigabytes() throws Exception {
        String result = measure("-Xmx7500m", "churn", "100000", "10");
        assertThat(number(result, "minutes, ([0-9]+) s,")).isLessThan(15 * 60);
    }

    @Test
    void anOverlayTakesLessThanTwoKibibytesInANetworkOfAHundredThousand() throws Exception {
        assertThat(number(measure("-Xmx2g", "ring", "100000"), "([0-9.]+) KiB each"))
                .isLessThan(2);
    }

    @Test
    void aMillionOverlaysStandInOneRing() throws Exception {
        assertThat(number(measure("-Xmx7500m", "ring", "1000000"), "mean path ([0-9.]+)"))
                .isBetween(9.0, 11.0);
    }

    @Test
    void aCoreRunsAMillionEventsASecond() throws Exception {
        assertThat(number(measure("-Xmx2g", "speed", "1000"), "([0-9]+) a second of CPU"))
                .isGreaterThan(1_000_000);
    }

    @Test
    void nineFullNodesRunTwoHundredTimesAsFastAsRealTime() throws Exception {
        assertThat(number(measure("-Xmx1g", "cluster", "9"), "\\(([0-9]+) by CPU"))
                .isGreaterThan(200);
    }

    /** Runs in a process of its own, with a heap of its own; gives its last line. */
    private static String measure(String heap, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseParallelGC",
                "-cp",
                System.getProperty("java.class.path"),
                ScaleMeasurement.class.getName()));
        command.addAll(List.of(arguments));
        File output = File.createTempFile("scale", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output)
                .start();
        int status = process.waitFor();
        String printed = java.nio.file.Files.readString(output.toPath());
        assertThat(output.delete()).isTrue();
        System.out.print(printed);
        assertThat(status).as("what %s ended with", arguments[0]).isZero();
        return printed.lines().reduce((first, second) -> second).orElseThrow();
    }

    private static double number(String line, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(line);
        assertThat(matcher.find()).as("%s in %s", pattern, line).isTrue();
        return Double.parseDouble(matcher.group(1));
    }
}
