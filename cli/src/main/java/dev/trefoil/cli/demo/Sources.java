package dev.trefoil.cli.demo;

import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** Trefoil's own sources: the checkout that this program was built in. What the demo stores unless told otherwise. */
final class Sources {

    private Sources() {}

    /** The root of the checkout. */
    static Path find() {
        CodeSource code = Sources.class.getProtectionDomain().getCodeSource();
        try {
            URI place = code == null ? new URI("") : code.getLocation().toURI();
            if ("file".equals(place.getScheme())) {
                return above(Path.of(place));
            }
        } catch (URISyntaxException e) {
            throw none();
        }
        throw none();
    }

    /** The nearest directory above {@code program} that looks like the checkout. */
    static Path above(Path program) {
        for (Path directory = program.toAbsolutePath().getParent(); directory != null; ) {
            if (Files.isRegularFile(directory.resolve("trefoil"))
                    && Files.isRegularFile(directory.resolve("pom.xml"))) {
                return directory;
            }
            directory = directory.getParent();
        }
        throw none();
    }

    private static RuntimeException none() {
        return Problem.of(
                        ExitCode.USAGE,
                        "this program does not lie in a checkout of Trefoil, so there are no sources to store",
                        "Name a directory: trefoil demo DIRECTORY")
                .asException();
    }
}
