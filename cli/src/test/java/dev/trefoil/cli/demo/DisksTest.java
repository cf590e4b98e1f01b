package dev.trefoil.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisksTest {

    @TempDir
    Path home;

    @Test
    void withoutADirectoryAllNodesAreNewAndHaveNoDisk() throws IOException {
        Disks disks = new Disks(Optional.empty());
        assertThat(disks.left()).isZero();
        assertThat(disks.next()).isEqualTo(1);
        assertThat(disks.next()).isEqualTo(2);
        assertThat(disks.flags(1)).isEmpty();
        disks.discard(1);
    }

    @Test
    void theNodesOfTheLastRunComeFirstAndNewOnesGetNumbersOfTheirOwn() throws IOException {
        Files.createDirectory(home.resolve("node-12"));
        Files.createDirectory(home.resolve("node-3"));
        Files.createDirectory(home.resolve("nodes"));
        Disks disks = new Disks(Optional.of(home));
        assertThat(disks.left()).isEqualTo(2);
        assertThat(disks.next()).isEqualTo(3);
        assertThat(disks.next()).isEqualTo(12);
        assertThat(disks.left()).isZero();
        assertThat(disks.next()).isEqualTo(13);
        assertThat(disks.flags(13))
                .containsExactly("--store", home.resolve("node-13").toString());
    }

    @Test
    void aDiscardedDiskIsGone() throws IOException {
        Files.writeString(Files.createDirectory(home.resolve("node-4")).resolve("file"), "x");
        Disks disks = new Disks(Optional.of(home));
        disks.discard(4);
        disks.discard(5);
        assertThat(home.resolve("node-4")).doesNotExist();
    }
}
