package dev.trefoil.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastRunTest {

    @TempDir
    Path home;

    @Test
    void whatOneRunLeavesTheNextOneFinds() throws IOException {
        LastRun run =
                new LastRun(3, Map.of("a file\nof two lines", "12ab", "b", "34cd"), Map.of("demo-write/3/0/1", 7L));
        run.write(home);
        assertThat(LastRun.read(Optional.of(home))).isEqualTo(run);
    }

    @Test
    void theFirstRunFindsNothing() throws IOException {
        assertThat(LastRun.read(Optional.of(home)).isThere()).isFalse();
        assertThat(LastRun.read(Optional.empty()).isThere()).isFalse();
    }

    @Test
    void noiseIsNotTakenForARun() throws IOException {
        Files.writeString(home.resolve("last-run"), "noise\n");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> LastRun.read(Optional.of(home)));
    }
}
