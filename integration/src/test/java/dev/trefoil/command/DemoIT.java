package dev.trefoil.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.command.TrefoilProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo loses nothing, and leaves nothing behind however it ends. */
@Timeout(300)
class DemoIT {

    @TempDir
    private Path directory;

    private Path files;

    @BeforeEach
    void writeFiles() throws IOException {
        files = Files.createDirectory(directory.resolve("files"));
        Random random = new Random(7);
        for (int i = 0; i < 30; i++) {
            Files.write(files.resolve("file-" + i), bytes(random, 100 * i));
        }
        Files.write(files.resolve("larger than a value"), bytes(random, 2_500_000));
    }

    @Test
    void nothingIsLostWhenTwoOfFiveNodesAreKilledAtOnce() throws Exception {
        Outcome demo = TrefoilProcess.run(
                directory, Duration.ofSeconds(240), "demo", files.toString(), "--nodes", "5", "--kill", "2", "--json");
        assertThat(demo.err()).contains("Kill nodes", "leaves gracefully", "left after", "Read everything again");
        assertThat(demo.out())
                .startsWith("{\"lost\":0,\"lostNames\":[],\"files\":31,")
                .endsWith("}\n");
        assertThat(demo.out().lines()).hasSize(1);
        assertThat(demo.code()).as(demo.err()).isZero();
    }

    @Test
    void interruptingItLeavesNoProcessBehind() throws Exception {
        try (TrefoilProcess demo = TrefoilProcess.start(directory, "demo", files.toString())) {
            List<ProcessHandle> nodes = nodesOf(demo);
            demo.interrupt();
            Outcome outcome = demo.await(Duration.ofSeconds(20));
            assertThat(outcome.code()).isNotZero();
            assertThat(outcome.err()).contains("all nodes have been stopped").doesNotContain("\tat ");
            awaitEnd(nodes);
        }
    }

    @Test
    void killingItLeavesNoProcessBehind() throws Exception {
        try (TrefoilProcess demo = TrefoilProcess.start(directory, "demo", files.toString())) {
            List<ProcessHandle> nodes = nodesOf(demo);
            demo.kill();
            awaitEnd(nodes);
        }
    }

    /** Once the first node is ready, so that some are members and some have just been started. */
    private static List<ProcessHandle> nodesOf(TrefoilProcess demo) {
        demo.awaitWords("node 1 ");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> demo.children().size() == 5);
        return demo.children();
    }

    private static void awaitEnd(List<ProcessHandle> nodes) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> nodes.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
