package dev.trefoil.cli.command;

import dev.trefoil.Bytes;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Problem;
import dev.trefoil.cli.console.Quantity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a value comes from: the argument, a file, or standard input.
 *
 * @param text the argument, if there is one; a single dash stands for standard input
 * @param file the file, if one is named
 */
record ValueSource(Optional<Bytes> text, Optional<Path> file) {

    /** More than any node takes; a limit for what is read into memory only to be refused. */
    private static final int READ_BYTES_MAX = 64 << 20;

    private static final Bytes STANDARD_INPUT = Bytes.utf8("-");

    /** Reads the value. */
    Bytes read() throws IOException {
        if (text.isPresent() == file.isPresent()) {
            throw Problem.of(
                            ExitCode.USAGE,
                            text.isEmpty() ? "there is no value to store" : "there are two values: VALUE and --file",
                            "Give one: trefoil put KEY VALUE, trefoil put KEY --file FILE, or trefoil put KEY -")
                    .asException();
        }
        if (file.isPresent()) {
            return readFile(file.get());
        }
        return text.get().equals(STANDARD_INPUT) ? readAll(System.in) : text.get();
    }

    private static Bytes readFile(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw Problem.of(ExitCode.USAGE, file + " is a directory, not a file")
                    .asException();
        }
        if (!Files.exists(file)) {
            throw Problem.of(ExitCode.USAGE, "there is no file " + file).asException();
        }
        try (InputStream input = Files.newInputStream(file)) {
            return readAll(input);
        }
    }

    private static Bytes readAll(InputStream input) throws IOException {
        byte[] content = input.readNBytes(READ_BYTES_MAX + 1);
        if (content.length > READ_BYTES_MAX) {
            throw Problem.of(
                            ExitCode.USAGE,
                            "the value is over " + Quantity.bytes(READ_BYTES_MAX) + ", far more than a node takes",
                            "Split it, and store the parts under keys of their own.")
                    .asException();
        }
        return Bytes.adopt(content);
    }
}
