package dev.trefoil.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which node comes next, and where it keeps its values: first those that were there at the end of the last run, each in
 * its own directory, then new ones. Without a directory for all of them, every node is new and keeps them in memory.
 */
final class Disks {

    private static final Pattern NAME = Pattern.compile("node-([0-9]{1,6})");

    private final Optional<Path> home;
    private final Deque<Integer> old = new ArrayDeque<>();
    private int highest;

    /** @param home where the directories are; empty for nodes without */
    Disks(Optional<Path> home) throws IOException {
        this.home = home;
        if (home.isPresent()) {
            Files.createDirectories(home.get());
            try (Stream<Path> files = Files.list(home.get())) {
                files.map(file -> NAME.matcher(file.getFileName().toString()))
                        .filter(Matcher::matches)
                        .map(name -> Integer.parseInt(name.group(1)))
                        .sorted()
                        .forEach(old::add);
            }
            highest = old.isEmpty() ? 0 : old.getLast();
        }
    }

    /** How many nodes of the last run are still to come. */
    int left() {
        return old.size();
    }

    /** The number of the next node. */
    int next() {
        if (!old.isEmpty()) {
            return old.removeFirst();
        }
        highest++;
        return highest;
    }

    /** What tells node {@code number} where to keep its values. */
    List<String> flags(int number) {
        return home.map(directory -> List.of("--store", path(directory, number).toString()))
                .orElse(List.of());
    }

    /** Node {@code number} is gone for good, and its disk with it. */
    void discard(int number) throws IOException {
        if (home.isPresent()) {
            Path directory = path(home.get(), number);
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.list(directory)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(directory);
            }
        }
    }

    private static Path path(Path home, int number) {
        return home.resolve("node-" + number);
    }
}
