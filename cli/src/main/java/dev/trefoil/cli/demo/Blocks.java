package dev.trefoil.cli.demo;

import dev.trefoil.Bytes;
import dev.trefoil.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a file becomes values, and values become a file again.
 *
 * <p>A file stands under its name as it is. One that is larger than a value may be is cut into blocks; under its name
 * then stands a <em>manifest</em>: a line with the SHA-256 and length of the whole, and a line with the SHA-256 of each
 * block. Blocks stand under names derived from the file's. A file that could be mistaken for a manifest is cut, too.
 */
final class Blocks {

    private static final String MARK = "trefoil-file-1 ";
    private static final Bytes MARK_BYTES = Bytes.utf8(MARK);

    /** The mark, a digest and a length of up to 18 digits. */
    private static final int FIRST_LINE_BYTES_MAX = MARK.length() + Digest.CHARACTERS + 20;

    /** "#", the number, "-" and 12 digits of the digest. */
    private static final int SUFFIX_BYTES_MAX = 32;

    private final int valueBytes;
    private final int nameBytes;

    /** Cuts files so that every name and value stays within {@code limits}. */
    Blocks(Limits limits) {
        if (limits.valueBytes() < 2 * FIRST_LINE_BYTES_MAX || limits.keyBytes() < 2 * Digest.CHARACTERS) {
            throw new IllegalArgumentException("limits too small to store files: " + limits);
        }
        valueBytes = limits.valueBytes();
        nameBytes = limits.keyBytes();
    }

    /**
     * One value to store.
     *
     * @param name the name it is stored under
     * @param value the value
     */
    record Part(Bytes name, Bytes value) {}

    /**
     * What stands under the name of a file that was cut.
     *
     * @param digest the SHA-256 of the whole file
     * @param length how many bytes it has
     * @param names under which its blocks stand, in order
     * @param digests the SHA-256 of each block, in order
     */
    record Manifest(String digest, long length, List<Bytes> names, List<String> digests) {

        /** Copies the lists. */
        Manifest {
            names = List.copyOf(names);
            digests = List.copyOf(digests);
        }
    }

    /** The name under which {@code file} stands; a path too long for a key is replaced by its hash. */
    Bytes name(String file) {
        Bytes name = Bytes.utf8(file);
        boolean fits = !name.isEmpty() && name.length() + SUFFIX_BYTES_MAX <= nameBytes;
        return fits ? name : Bytes.utf8("sha256:" + Digest.of(name));
    }

    /** The values of a file, its manifest last: whoever finds the manifest finds all the rest. */
    List<Part> split(String file, Bytes content) {
        Bytes name = name(file);
        if (content.length() <= valueBytes && !isMarked(content)) {
            return List.of(new Part(name, content));
        }
        List<Part> parts = blocks(name, content);
        StringBuilder manifest = new StringBuilder(MARK + Digest.of(content) + " " + content.length() + "\n");
        parts.forEach(part -> manifest.append(Digest.of(part.value)).append('\n'));
        if (manifest.length() > valueBytes) {
            throw new IllegalArgumentException(file + " has too many blocks for one manifest: " + parts.size());
        }
        parts.add(new Part(name, Bytes.utf8(manifest.toString())));
        return parts;
    }

    /** Reads the manifest in the value under {@code file}'s name; empty if the value is the file itself. */
    Optional<Manifest> manifest(String file, Bytes value) {
        if (!isMarked(value)) {
            return Optional.empty();
        }
        String[] lines = new String(value.toArray(), StandardCharsets.US_ASCII).split("\n", -1);
        String[] words = lines[0].split(" ", -1);
        if (words.length != 3 || !words[2].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        List<Bytes> names = new ArrayList<>();
        List<String> digests = new ArrayList<>();
        for (int i = 1; i < lines.length - 1; i++) {
            if (lines[i].length() != Digest.CHARACTERS) {
                return Optional.empty();
            }
            names.add(blockName(name(file), i - 1, lines[i]));
            digests.add(lines[i]);
        }
        return Optional.of(new Manifest(words[1], Long.parseLong(words[2]), names, digests));
    }

    /** Puts a file together again; empty unless every block and the whole are what they were. */
    static Optional<Bytes> join(Manifest manifest, List<Bytes> blocks) {
        long length = blocks.stream().mapToLong(Bytes::length).sum();
        if (length != manifest.length || length > Integer.MAX_VALUE || blocks.size() != manifest.digests.size()) {
            return Optional.empty();
        }
        byte[] content = new byte[(int) length];
        int at = 0;
        for (int i = 0; i < blocks.size(); i++) {
            Bytes block = blocks.get(i);
            if (!Digest.of(block).equals(manifest.digests.get(i))) {
                return Optional.empty();
            }
            block.asByteBuffer().get(content, at, block.length());
            at += block.length();
        }
        Bytes joined = Bytes.adopt(content);
        return Digest.of(joined).equals(manifest.digest) ? Optional.of(joined) : Optional.empty();
    }

    private List<Part> blocks(Bytes name, Bytes content) {
        byte[] bytes = content.toArray();
        List<Part> parts = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += valueBytes) {
            Bytes block = Bytes.of(bytes, from, Math.min(valueBytes, bytes.length - from));
            parts.add(new Part(blockName(name, parts.size(), Digest.of(block)), block));
        }
        return parts;
    }

    private static boolean isMarked(Bytes value) {
        int length = MARK_BYTES.length();
        return value.length() >= length && value.asByteBuffer().limit(length).equals(MARK_BYTES.asByteBuffer());
    }

    /** Part of the digest is in the name, so that two versions of a file never mix their blocks. */
    private static Bytes blockName(Bytes file, int number, String digest) {
        return Bytes.utf8(file.toUtf8() + "#" + number + "-" + digest.substring(0, 12));
    }
}
