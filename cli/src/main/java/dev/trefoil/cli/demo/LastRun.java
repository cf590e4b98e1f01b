package dev.trefoil.cli.demo;

import dev.trefoil.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run of the demo left in its network, for the next one to look for: a text file beside the directories of the
 * nodes.
 *
 * @param number which run it was, from 1; 0 if there was none
 * @param files the SHA-256 of every file, by name
 * @param writes the number that was last acknowledged, by key
 */
record LastRun(int number, Map<String, String> files, Map<String, Long> writes) {

    /** There was none. */
    static final LastRun NONE = new LastRun(0, Map.of(), Map.of());

    private static final String FILE = "last-run";

    /** Copies the maps, in order. */
    LastRun {
        files = new TreeMap<>(files);
        writes = new TreeMap<>(writes);
    }

    /** Whether there was a run before this one. */
    boolean isThere() {
        return number > 0;
    }

    /** What was left in {@code home}. */
    static LastRun read(Optional<Path> home) throws IOException {
        if (home.isEmpty() || !Files.exists(home.get().resolve(FILE))) {
            return NONE;
        }
        int number = 0;
        Map<String, String> files = new TreeMap<>();
        Map<String, Long> writes = new TreeMap<>();
        for (String line : Files.readAllLines(home.get().resolve(FILE), StandardCharsets.UTF_8)) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "run" -> number = Integer.parseInt(words[1]);
                case "file" -> files.put(Bytes.adopt(bytes(words[2])).toUtf8(), words[1]);
                case "write" -> writes.put(words[2], Long.parseLong(words[1]));
                default ->
                    throw new IOException(
                            "'" + line + "' makes no sense in " + home.get().resolve(FILE));
            }
        }
        return new LastRun(number, files, writes);
    }

    /** Leaves this in {@code home}. */
    void write(Path home) throws IOException {
        StringBuilder text = new StringBuilder("run " + number + "\n");
        files.forEach((name, digest) -> text.append("file ")
                .append(digest)
                .append(' ')
                .append(hex(name))
                .append('\n'));
        writes.forEach((key, last) ->
                text.append("write ").append(last).append(' ').append(key).append('\n'));
        Path temporary = home.resolve(FILE + ".new");
        Files.writeString(temporary, text);
        Files.move(temporary, home.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Names of files may hold anything, ends of lines as well. */
    private static String hex(String name) {
        return HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
