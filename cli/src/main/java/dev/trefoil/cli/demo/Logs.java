package dev.trefoil.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the nodes of the demo write about themselves: one file each, in a temporary directory.
 *
 * @param directory where
 */
record Logs(Path directory) {

    /** Makes the directory. */
    static Logs create() throws IOException {
        return new Logs(Files.createTempDirectory("trefoil-demo-"));
    }

    /** Deletes it with all that is in it; what cannot be deleted stays. */
    void delete() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            System.getLogger(Logs.class.getName()).log(System.Logger.Level.DEBUG, "the logs stay in " + directory, e);
        }
    }
}
