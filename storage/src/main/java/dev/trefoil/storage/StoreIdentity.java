package dev.trefoil.storage;

import dev.trefoil.Address;
import dev.trefoil.KeySpace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What a directory says about itself: the version of its format, whose it is, and the mark of its records. Kept twice,
 * as a few lines of text with a checksum, because without the mark not one record can be told from noise.
 *
 * @param owner whose entries these are
 * @param mark begins every record of this directory. Drawn at random when it was made, so that no value that happens to
 *     contain the file of a store, or was made to look like one, is ever taken for a record
 */
record StoreIdentity(StoreOwner owner, long mark) {

    static final List<String> FILES = List.of("identity", "identity.copy");

    private static final int FORMAT = 1;
    private static final String TITLE = "trefoil store, format ";

    /** Reads what the directory says; empty if it says nothing yet. */
    static Optional<StoreIdentity> read(Path directory) throws IOException {
        boolean isThere = false;
        for (String file : FILES) {
            Path path = directory.resolve(file);
            if (Files.exists(path)) {
                isThere = true;
                Optional<StoreIdentity> found = parse(new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        if (isThere) {
            requireFormat(directory);
            throw missing(directory);
        }
        return Optional.empty();
    }

    /** Asked only when no file makes sense, so that a flipped bit is not taken for another version. */
    private static void requireFormat(Path directory) throws IOException {
        for (String file : FILES) {
            Path path = directory.resolve(file);
            String text = Files.exists(path) ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8) : "";
            String format = text.startsWith(TITLE)
                    ? text.substring(TITLE.length()).lines().findFirst().orElse("")
                    : "";
            if (format.matches("[0-9]{1,6}") && !format.equals(Integer.toString(FORMAT))) {
                throw new StoreOpenException(
                        StoreOpenException.Reason.UNKNOWN_FORMAT,
                        "the store in " + directory + " has format " + format + "; this version reads format " + FORMAT
                                + " only");
            }
        }
    }

    /** There are entries, and nothing that tells what they are. */
    static StoreOpenException missing(Path directory) {
        return new StoreOpenException(
                StoreOpenException.Reason.DAMAGED,
                "nothing tells whose store is in " + directory + ": neither " + String.join(" nor ", FILES)
                        + " can be read. Move the directory aside and start with an empty one; the other nodes have"
                        + " copies");
    }

    /** Writes both files again unless both are as they should be. */
    void restore(Path directory) throws IOException {
        for (String file : FILES) {
            Path path = directory.resolve(file);
            if (!Files.exists(path) || !new String(Files.readAllBytes(path), StandardCharsets.UTF_8).equals(text())) {
                write(directory);
                return;
            }
        }
    }

    void write(Path directory) throws IOException {
        for (String file : FILES) {
            Path temporary = directory.resolve(file + ".new");
            Files.write(temporary, text().getBytes(StandardCharsets.UTF_8));
            Files.move(
                    temporary,
                    directory.resolve(file),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Fails if the directory belongs to somebody else than {@code opener}. */
    void requireOwner(Path directory, StoreOwner opener) {
        boolean isOtherNetwork =
                !owner.network().equals(opener.network()) || !owner.space().equals(opener.space());
        if (isOtherNetwork) {
            throw refusal(StoreOpenException.Reason.OTHER_NETWORK, directory, opener);
        }
        if (!owner.address().equals(opener.address())) {
            throw refusal(StoreOpenException.Reason.OTHER_NODE, directory, opener);
        }
    }

    private StoreOpenException refusal(StoreOpenException.Reason reason, Path directory, StoreOwner opener) {
        return new StoreOpenException(
                reason, "the store in " + directory + " belongs to " + owner + ", and was opened for " + opener);
    }

    private String text() {
        String text = TITLE + FORMAT + "\nnetwork " + owner.network() + "\nbits "
                + owner.space().bits() + "\naddress " + owner.address() + "\nmark "
                + HexFormat.of().toHexDigits(mark) + "\n";
        return text + "checksum " + HexFormat.of().toHexDigits(checksum(text)) + "\n";
    }

    private static Optional<StoreIdentity> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).startsWith(TITLE)) {
            return Optional.empty();
        }
        try {
            StoreOwner owner = new StoreOwner(
                    value(lines, 1, "network "),
                    new KeySpace(Integer.parseInt(value(lines, 2, "bits "))),
                    Address.parse(value(lines, 3, "address ")));
            StoreIdentity found = new StoreIdentity(owner, HexFormat.fromHexDigitsToLong(value(lines, 4, "mark ")));
            return found.text().equals(text) ? Optional.of(found) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String value(List<String> lines, int number, String name) {
        if (number >= lines.size() || !lines.get(number).startsWith(name)) {
            throw new IllegalArgumentException("line " + number + " does not tell the " + name);
        }
        return lines.get(number).substring(name.length());
    }

    private static int checksum(String text) {
        CRC32C checksum = new CRC32C();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) checksum.getValue();
    }
}
