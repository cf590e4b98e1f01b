package dev.trefoil.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What a closed volume is sealed with: a checksum of every byte of its file. Only a file that is exactly as it was when
 * it was closed is mapped again, for Chronicle believes the tables in it; the records of any other are copied out of it.
 *
 * @param bytes the room in the volume
 * @param length of its file
 * @param checksum CRC-32C of its file
 */
record Seal(int bytes, long length, int checksum) {

    private static final Pattern TEXT =
            Pattern.compile("room ([0-9]{1,9}) length ([0-9]{1,12}) checksum ([0-9a-f]{8}) *\n");

    /** Every seal is as long as any other, so that writing one over another takes no room: the disk may be full. */
    private static final int TEXT_BYTES = 64;

    /** Where the seal of {@code volume} lies. */
    static Path path(Path volume) {
        return volume.resolveSibling(volume.getFileName() + ".sealed");
    }

    /** The seal that fits {@code file}, the content of a volume with room for {@code bytes}. */
    static Seal of(byte[] file, int bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(file);
        return new Seal(bytes, file.length, (int) checksum.getValue());
    }

    /** The seal of {@code volume}, if it has one. */
    static Optional<Seal> read(Path volume) throws IOException {
        Path path = path(volume);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        Matcher text = TEXT.matcher(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
        return text.matches()
                ? Optional.of(new Seal(
                        Integer.parseInt(text.group(1)),
                        Long.parseLong(text.group(2)),
                        Integer.parseUnsignedInt(text.group(3), 16)))
                : Optional.empty();
    }

    /** Whether {@code file} is what was sealed. */
    boolean fits(byte[] file) {
        return equals(of(file, bytes));
    }

    /** Seals {@code volume}, which nobody writes to any more. */
    void write(Path volume) throws IOException {
        String hex = HexFormat.of().toHexDigits(checksum);
        put(volume, "room " + bytes + " length " + length + " checksum " + hex);
    }

    /** From now on {@code volume} may change. Leaves a broken seal, so that there is room for a whole one. */
    static void breakOf(Path volume) throws IOException {
        put(volume, "broken");
    }

    /** {@code volume} is no more. */
    static void remove(Path volume) throws IOException {
        Files.deleteIfExists(path(volume));
    }

    private static void put(Path volume, String text) throws IOException {
        byte[] padded = (text + " ".repeat(TEXT_BYTES - 1 - text.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (RandomAccessFile file = new RandomAccessFile(path(volume).toFile(), "rw")) {
            file.write(padded);
        }
    }
}
