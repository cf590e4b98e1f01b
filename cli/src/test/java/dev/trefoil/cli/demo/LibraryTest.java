package dev.trefoil.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.Bytes;
import dev.trefoil.Limits;
import dev.trefoil.UnavailableException;
import dev.trefoil.cli.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private final Console console = new Console(stream, stream, false, false);
    private final MapAccess network = new MapAccess();

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(directory.resolve("small"), "hello");
        Files.writeString(directory.resolve("empty"), "");
        Files.write(directory.resolve("large"), new byte[3_000]);
    }

    @Test
    void whatWasStoredIsReadBack() throws Exception {
        Library library = library(network);
        Progress.Tally put = library.store(console);
        assertThat(put.files()).isEqualTo(3);
        assertThat(put.bytes()).isEqualTo(3_005);
        assertThat(library.keys()).isEqualTo(2 + 4);
        Library.Check check = library.check(console);
        assertThat(check.lost()).isEmpty();
        assertThat(check.tally().bytes()).isEqualTo(3_005);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("stored 3 files, 3.01 KB in ", "read 3 files, 3.01 KB in ");
    }

    @Test
    void aMissingAndAChangedFileAreFound() throws Exception {
        Library library = library(network);
        library.store(console);
        network.values.remove(Bytes.utf8("small"));
        network.values.put(Bytes.utf8("large"), Bytes.utf8("something else"));
        assertThat(library.check(console).lost()).containsExactly("large", "small");
        assertThat(library.isIntact("empty")).isTrue();
        assertThat(library.isIntact("small")).isFalse();
    }

    @Test
    void anEditAfterStoringIsNoLoss() throws Exception {
        Library library = library(network);
        library.store(console);
        Files.writeString(directory.resolve("small"), "edited");
        assertThat(library.check(console).lost()).isEmpty();
    }

    @Test
    void aNetworkThatRefusesEndsTheStory() {
        Library library = library(new Access() {
            @Override
            public void put(Bytes name, Bytes value) {
                throw new UnavailableException("no");
            }

            @Override
            public Optional<Bytes> get(Bytes name) {
                throw new UnavailableException("no");
            }
        });
        assertThatThrownBy(() -> library.store(console)).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> library.check(console)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void theWorkloadFindsWhatTheNetworkLost() throws Exception {
        Library library = library(network);
        library.store(console);
        Workload workload = new Workload(network, library, 1);
        workload.start();
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> workload.writes() > 20 && workload.reads() > 20);
        workload.stop();
        assertThat(workload.misread()).isZero();
        assertThat(workload.refused()).isZero();
        assertThat(workload.check()).isEmpty();
        List<Bytes> written = network.values.keySet().stream()
                .filter(key -> key.toUtf8().startsWith("demo-write/"))
                .toList();
        assertThat(workload.keys()).isEqualTo(written.size());
        network.values.remove(written.get(0));
        network.values.put(written.get(1), Bytes.utf8("older"));
        assertThat(workload.check())
                .containsExactlyInAnyOrder(
                        written.get(0).toUtf8(), written.get(1).toUtf8());
    }

    private Library library(Access access) {
        return new Library(access, new Blocks(new Limits(1_024, 1_024, 1)), FileSet.of(directory));
    }
}
