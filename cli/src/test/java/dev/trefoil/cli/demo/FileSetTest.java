package dev.trefoil.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.cli.console.ProblemException;
import dev.trefoil.cli.demo.FileSet.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSetTest {

    @TempDir
    private Path directory;

    @Test
    void regularFilesAreListedInTheOrderOfTheirPaths() throws IOException {
        write("b", "a/z", "a/b/c", "README.md");
        FileSet files = FileSet.of(directory);
        assertThat(files.files()).extracting(SourceFile::name).containsExactly("README.md", "a/b/c", "a/z", "b");
        assertThat(files.bytes()).isEqualTo(4 * 7);
        assertThat(files.unreadable()).isZero();
    }

    @Test
    void whatABuildOrGitMadeIsLeftOut() throws IOException {
        write("src/a", "target/a", "deep/target/b", ".git/config", "web/node_modules/x/y", "targets/kept");
        assertThat(FileSet.of(directory).files()).extracting(SourceFile::name).containsExactly("src/a", "targets/kept");
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        write("a");
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("a"));
        Files.createSymbolicLink(directory.resolve("loop"), directory);
        assertThat(FileSet.of(directory).files()).extracting(SourceFile::name).containsExactly("a");
    }

    @Test
    void aSampleIsSpreadEvenly() throws IOException {
        write("a", "b", "c", "d", "e", "f");
        assertThat(FileSet.of(directory).sample(3).files())
                .extracting(SourceFile::name)
                .containsExactly("a", "c", "e");
        assertThat(FileSet.of(directory).sample(10).files()).hasSize(6);
    }

    @Test
    void nothingToStoreIsRefusedInWords() {
        assertThatThrownBy(() -> FileSet.of(directory))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("holds no file");
        assertThatThrownBy(() -> FileSet.of(directory.resolve("nowhere"))).hasMessageContaining("does not exist");
    }

    @Test
    void theSourcesAreFoundAboveTheProgram() throws IOException {
        write("trefoil", "pom.xml", "cli/target/trefoil.jar", "cli/pom.xml");
        assertThat(Sources.above(directory.resolve("cli/target/trefoil.jar"))).isEqualTo(directory);
        assertThatThrownBy(() -> Sources.above(Path.of("/trefoil.jar"))).hasMessageContaining("no sources to store");
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "content");
        }
    }
}
