package dev.trefoil.storage;

import static dev.trefoil.storage.StoreSamples.OWNER;
import static dev.trefoil.storage.StoreSamples.SMALL;
import static dev.trefoil.storage.StoreSamples.register;
import static dev.trefoil.storage.StoreSamples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Entry;
import dev.trefoil.KeyRange;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bits that flip while a store is closed, or after its process was killed, cost entries and never change one. */
class BitRotTest {

    private static final int ENTRIES = 3_000;
    private static final int FLIPS_PER_STOP = 400;
    private static final Logger LOG = Logger.getLogger(ChronicleStore.class.getName());

    static {
        LOG.setLevel(Level.SEVERE);
    }

    @TempDir
    Path directory;

    private final Map<String, Entry> written = new TreeMap<>();
    private int flipped;
    private int lost;
    private int wrong;

    @Test
    void noneOfTwelveHundredFlippedBitsChangesAValue() throws IOException {
        rot(3, 1);
    }

    @Tag("chaos")
    @Test
    void noneOfAHundredThousandFlippedBitsChangesAValue() throws IOException {
        rot(250, 2);
        System.out.println(
                "flipped bits " + flipped + ", entries lost and written again " + lost + ", wrong values " + wrong);
    }

    private void rot(int stops, long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < ENTRIES; i++) {
            String name = "k" + i;
            written.put(name, value(i, name.repeat(random.nextInt(200) + 1)));
        }
        for (int stop = 0; stop < stops; stop++) {
            boolean isKilled = stop % 2 == 1;
            try (ChronicleStore store = ChronicleStore.open(directory, SMALL, OWNER)) {
                check(store);
            }
            if (isKilled) {
                for (Path file : files("volume-????.sealed")) {
                    Files.delete(file);
                }
            }
            flip(random);
        }
        assertThat(wrong).isZero();
        assertThat(lost).isBetween(1, ENTRIES + flipped);
    }

    /** What is there is as it was written; what is missing is written again. */
    private void check(ChronicleStore store) {
        store.visit(KeyRange.ALL, (slot, entry) -> {
            wrong += entry.equals(written.get(slot.name().toUtf8())) ? 0 : 1;
            return true;
        });
        written.forEach((name, entry) -> {
            if (store.get(register(name)).isEmpty()) {
                lost++;
                store.merge(register(name), entry);
            }
        });
    }

    private void flip(Random random) throws IOException {
        List<Path> files = files("volume-????");
        for (int i = 0; i < FLIPS_PER_STOP; i++) {
            Path file = files.get(random.nextInt(files.size()));
            try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
                long at = random.nextLong(disk.length());
                disk.seek(at);
                int old = disk.read();
                disk.seek(at);
                disk.write(old ^ 1 << random.nextInt(8));
                flipped++;
            }
        }
    }

    private List<Path> files(String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, pattern)) {
            files.forEach(found::add);
        }
        found.sort(null);
        return found;
    }
}
