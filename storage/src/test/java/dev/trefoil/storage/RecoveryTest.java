package dev.trefoil.storage;

import static dev.trefoil.storage.StoreSamples.OWNER;
import static dev.trefoil.storage.StoreSamples.register;
import static dev.trefoil.storage.StoreSamples.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a large store takes to open after a kill, and what its index costs. */
class RecoveryTest {

    private static final int ENTRIES = 1_000_000;
    private static final String VALUE = "v".repeat(1_000);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Tag("chaos")
    @Test
    void aGigabyteIsRepairedWithinHalfAMinute() throws IOException {
        long filling = System.nanoTime();
        try (ChronicleStore store = open()) {
            for (int i = 0; i < ENTRIES; i++) {
                store.merge(register("name " + i), value(i, VALUE));
            }
        }
        Duration filled = Duration.ofNanos(System.nanoTime() - filling);
        Duration clean = timeToOpen("closed in order");
        unseal();
        Duration repaired = timeToOpen("killed");
        System.out.println("1,000,000 entries of 1 kB: filled and closed in " + filled + ", opened in " + clean
                + ", repaired in " + repaired);
        assertThat(repaired).isLessThanOrEqualTo(LIMIT);
    }

    private Duration timeToOpen(String how) {
        long before = heap();
        long start = System.nanoTime();
        try (ChronicleStore store = open()) {
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            assertThat(store.entries()).isEqualTo(ENTRIES);
            assertThat(store.get(register("name 999999"))).contains(value(999_999, VALUE));
            System.out.println(how + ": " + (heap() - before) / ENTRIES + " bytes of heap per entry, names included");
            return time;
        }
    }

    /** A killed process leaves no seal. */
    private void unseal() throws IOException {
        try (DirectoryStream<Path> seals = Files.newDirectoryStream(directory, "*.sealed")) {
            for (Path seal : seals) {
                Files.delete(seal);
            }
        }
    }

    private ChronicleStore open() {
        return ChronicleStore.open(directory, ChronicleStoreConfig.defaults(), OWNER);
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
