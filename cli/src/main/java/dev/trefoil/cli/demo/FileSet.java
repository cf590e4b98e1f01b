package dev.trefoil.cli.demo;

import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Problem;
import dev.trefoil.cli.console.Quantity;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The files of a directory that the demo stores, in the order of their paths.
 *
 * <p>Regular files only: no links, no devices, nothing that cannot be read, and nothing that a build or a version
 * control system made.
 *
 * @param directory where they lie
 * @param files each with its path inside the directory
 * @param unreadable how many were left out because they cannot be read
 */
record FileSet(Path directory, List<SourceFile> files, int unreadable) {

    /** The most files taken; the demo is a demonstration and not a backup. */
    static final int FILES_MAX = 100_000;

    /** The most bytes taken: three nodes keep three copies of all of it in memory at the end. */
    static final long BYTES_MAX = 512_000_000;

    private static final Set<String> SKIPPED = Set.of("target", ".git", "node_modules");

    /**
     * One file.
     *
     * @param name its path inside the directory, with {@code /} between the parts
     * @param path where to read it
     * @param bytes its size when the directory was listed
     */
    record SourceFile(String name, Path path, long bytes) {}

    /** Copies the list. */
    FileSet {
        files = List.copyOf(files);
    }

    /** Lists {@code directory} and all below it. */
    static FileSet of(Path directory) {
        if (!Files.isDirectory(directory)) {
            String what = Files.exists(directory) ? "is not a directory" : "does not exist";
            throw Problem.of(
                            ExitCode.USAGE,
                            directory + " " + what,
                            "Name a directory whose files the demo may read, or none for Trefoil's own sources.")
                    .asException();
        }
        Walk walk = new Walk(directory);
        try {
            Files.walkFileTree(directory, walk);
        } catch (IOException e) {
            throw Problem.of(ExitCode.USAGE, "cannot list " + directory + ": " + e.getMessage())
                    .asException();
        }
        List<SourceFile> found = walk.found;
        found.sort((a, b) -> a.name.compareTo(b.name));
        FileSet files = new FileSet(directory, found, walk.unreadable);
        files.refuseTooLarge();
        return files;
    }

    /** The sizes of all files together. */
    long bytes() {
        return files.stream().mapToLong(SourceFile::bytes).sum();
    }

    /** At most {@code count} of the files, spread evenly over all of them. */
    FileSet sample(int count) {
        if (files.size() <= count) {
            return this;
        }
        List<SourceFile> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(files.get((int) ((long) i * files.size() / count)));
        }
        return new FileSet(directory, some, unreadable);
    }

    private void refuseTooLarge() {
        if (files.isEmpty()) {
            throw Problem.of(ExitCode.USAGE, directory + " holds no file that the demo could store")
                    .asException();
        }
        if (files.size() > FILES_MAX || bytes() > BYTES_MAX) {
            throw Problem.of(
                            ExitCode.USAGE,
                            directory + " is too large for a demo that keeps everything in memory: more than "
                                    + Quantity.count(FILES_MAX) + " files or " + Quantity.bytes(BYTES_MAX),
                            "Name a smaller directory.")
                    .asException();
        }
    }

    /** Collects the files and stops as soon as the limits are passed. */
    private static final class Walk extends SimpleFileVisitor<Path> {

        private final Path root;
        private final List<SourceFile> found = new ArrayList<>();
        private long bytes;
        private int unreadable;

        Walk(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            Path name = directory.getFileName();
            boolean skipped = !directory.equals(root) && name != null && SKIPPED.contains(name.toString());
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isRegularFile()) {
                return FileVisitResult.CONTINUE;
            }
            // In a linked worktree .git is a file, and it is no source either.
            if (SKIPPED.contains(file.getFileName().toString())) {
                return FileVisitResult.CONTINUE;
            }
            if (!Files.isReadable(file)) {
                unreadable++;
                return FileVisitResult.CONTINUE;
            }
            String name = root.relativize(file).toString().replace('\\', '/');
            found.add(new SourceFile(name, file, attributes.size()));
            bytes += attributes.size();
            boolean enough = found.size() > FILES_MAX || bytes > BYTES_MAX;
            return enough ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException error) {
            unreadable++;
            return FileVisitResult.CONTINUE;
        }
    }
}
