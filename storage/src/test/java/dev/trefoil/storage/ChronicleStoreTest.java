package dev.trefoil.storage;

import static dev.trefoil.storage.StoreSamples.OWNER;
import static dev.trefoil.storage.StoreSamples.SMALL;
import static dev.trefoil.storage.StoreSamples.deletion;
import static dev.trefoil.storage.StoreSamples.element;
import static dev.trefoil.storage.StoreSamples.register;
import static dev.trefoil.storage.StoreSamples.set;
import static dev.trefoil.storage.StoreSamples.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.trefoil.Bytes;
import dev.trefoil.Cell;
import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.Slot;
import dev.trefoil.spi.StoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleStoreTest {

    @TempDir
    Path directory;

    @Test
    void moreThanAFileHoldsGoesIntoFurtherFiles() throws IOException {
        int entries = 2_000;
        try (ChronicleStore store = open()) {
            for (int i = 0; i < entries; i++) {
                store.merge(register("k" + i), value(1, "v".repeat(i % 700)));
            }
            assertThat(volumes()).hasSizeGreaterThan(3);
            assertHolds(store, entries);
        }
        try (ChronicleStore store = open()) {
            assertHolds(store, entries);
        }
    }

    @Test
    void theRoomOfWhatIsOverwrittenIsUsedAgain() throws IOException {
        try (ChronicleStore store = open()) {
            for (int i = 1; i <= 5_000; i++) {
                store.merge(register("k" + i % 10), value(i, "v".repeat(4_000)));
            }
            assertThat(volumes()).hasSizeLessThan(3);
        }
    }

    @Test
    void largeEntriesAreCutIntoPiecesAndPutTogetherAgain() {
        String text = "0123456789".repeat(6_000);
        try (ChronicleStore store = open()) {
            store.merge(register("large"), value(1, text));
            assertThat(store.get(register("large"))).contains(value(1, text));
        }
        try (ChronicleStore store = open()) {
            assertThat(store.get(register("large"))).contains(value(1, text));
        }
    }

    @Test
    void anEntryOverTheSizeAllowedIsRefusedAndOneThatShrinksIsNot() {
        try (ChronicleStore store = open()) {
            store.merge(register("a"), value(1, "x".repeat(60_000)));
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.merge(register("a"), value(2, "x".repeat(70_000))))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.TOO_LARGE));
            assertThat(store.get(register("a"))).contains(value(1, "x".repeat(60_000)));
        }
        ChronicleStoreConfig tighter = SMALL.withMaxEntryBytes(1_000);
        try (ChronicleStore store = ChronicleStore.open(directory, tighter, OWNER)) {
            store.merge(register("a"), value(3, "x".repeat(50_000)));
            assertThat(store.get(register("a"))).contains(value(3, "x".repeat(50_000)));
        }
    }

    @Test
    void aFullDiskRefusesGrowthAndStillTakesReadsAndDeletions() {
        int held = 0;
        try (ChronicleStore store = open()) {
            store.merge(register("k0"), value(1, "v".repeat(900)));
        }
        try (ChronicleStore store = ChronicleStore.open(directory, SMALL.withFreeBytesMin(1L << 60), OWNER)) {
            for (int i = 1; i < 1_000 && held == 0; i++) {
                try {
                    store.merge(register("k" + i), value(1, "v".repeat(900)));
                } catch (StoreException e) {
                    assertThat(e.reason()).isEqualTo(StoreException.Reason.FULL);
                    held = i;
                }
            }
            assertThat(held).isBetween(100, 999);
            assertThat(store.entries()).isEqualTo(held);
            for (int i = 0; i < held; i++) {
                assertThat(store.get(register("k" + i))).contains(value(1, "v".repeat(900)));
                store.merge(register("k" + i), deletion(2));
            }
            store.merge(register("again"), value(1, "v".repeat(900)));
        }
        try (ChronicleStore store = open()) {
            for (int i = 0; i < 2_000; i++) {
                store.merge(register("later" + i), value(1, "v".repeat(900)));
            }
            assertThat(store.get(register("k0"))).contains(deletion(2));
        }
    }

    @Test
    void theLimitsOfEntriesAndBytesHold() {
        ChronicleStoreConfig config = SMALL.withMaxEntries(2).withMaxBytes(10);
        try (ChronicleStore store = ChronicleStore.open(directory, config, OWNER)) {
            store.merge(register("a"), value(1, "123"));
            refusesAsFull(store, register("a"), value(2, "1234567890"));
            store.merge(register("b"), value(1, "1"));
            refusesAsFull(store, register("c"), value(1, ""));
            assertThat(store.bytes()).isEqualTo(2 + 4);
            store.drop(register("a"));
            store.merge(register("c"), value(1, ""));
            assertThat(store.entries()).isEqualTo(2);
        }
    }

    @Test
    void whatWasRemovedIsNotFoundAfterAKill() throws IOException {
        Path copy = directory.resolve("copy");
        try (ChronicleStore store = open()) {
            for (int length : new int[] {1, 20, 90, 500, 5_000, 40_000}) {
                store.merge(register("dropped" + length), value(1, "d".repeat(length)));
                store.merge(register("deleted" + length), value(1, "x".repeat(length)));
                store.merge(set("set" + length), element(1, "e".repeat(length)));
                store.merge(register("deleted" + length), deletion(2));
                store.merge(
                        set("set" + length),
                        Entry.Elements.of(Bytes.utf8("e".repeat(length)), Cell.deletion(StoreSamples.version(2))));
                store.drop(register("dropped" + length));
            }
            assertThat(store.expire(Instant.EPOCH, Duration.ZERO)).isEqualTo(12);
            copy(copy);
        }
        try (ChronicleStore store = ChronicleStore.open(copy, SMALL, OWNER)) {
            assertThat(store.entries()).isZero();
        }
    }

    @Test
    void anEntryThatWasWrittenTwiceBecauseOfAKillIsMerged() throws IOException {
        Path copy = directory.resolve("copy");
        long mark;
        try (ChronicleStore store = open()) {
            store.merge(register("a"), value(2, "new"));
            store.merge(set("s"), element(1, "one"));
            mark = StoreIdentity.read(directory).orElseThrow().mark();
        }
        // What a process leaves that is killed right before it removes the older records.
        Path volume = volumes().get(0);
        byte[] file = Files.readAllBytes(volume);
        append(file, mark, 1_001, register("a"), value(1, "old"));
        append(file, mark, 1_002, set("s"), element(1, "two"));
        Files.write(volume, file);
        try (ChronicleStore store = open()) {
            assertThat(store.get(register("a"))).contains(value(2, "new"));
            assertThat(store.get(set("s"))).contains(element(1, "one").merge(element(1, "two")));
            assertThat(store.entries()).isEqualTo(2);
            assertThat(store.bytes()).isEqualTo(1 + 3 + 1 + 6);
            copy(copy);
        }
        assertThat(volumes()).hasSize(1);
        assertThat(VolumeImage.of(Files.readAllBytes(volumes().get(0)), mark).records())
                .hasSize(2);
    }

    @Test
    void aValueThatContainsRecordsIsNotTakenForThem() throws IOException {
        Path copy = directory.resolve("copy");
        try (ChronicleStore store = open()) {
            long mark = StoreIdentity.read(directory).orElseThrow().mark();
            byte[] record = EntryFormat.encode(register("forged"), value(1, "forged"));
            Entry embedded = new Entry.Register(Cell.of(
                    StoreSamples.version(1), Bytes.of(Piece.of(77, 0, record).encode(mark))));
            store.merge(register("honest"), embedded);
            copy(copy);
        }
        try (ChronicleStore store = ChronicleStore.open(copy, SMALL, OWNER)) {
            assertThat(store.get(register("forged"))).isEmpty();
            assertThat(store.entries()).isOne();
        }
    }

    @Test
    void aFlippedBitIsReportedNeverReturnedAndHealedByTheNextWrite() throws IOException {
        List<Key> heard = new ArrayList<>();
        try (ChronicleStore store = open()) {
            store.onDamage(heard::add);
            store.merge(register("good"), value(1, "good"));
            store.merge(register("bad"), value(7, "a value that will change"));
            flipIn("a value that will change");
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.get(register("bad")))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.DAMAGED));
            assertThat(heard).containsExactly(register("bad").key());
            List<Slot> shown = new ArrayList<>();
            store.visit(KeyRange.ALL, (slot, entry) -> shown.add(slot));
            assertThat(shown).containsExactly(register("good"));
            store.merge(register("bad"), value(3, "from a peer"));
            assertThat(store.get(register("bad"))).contains(value(3, "from a peer"));
            assertThat(store.entries()).isEqualTo(2);
        }
    }

    @Test
    void aRecordInTheWrongPlaceIsDamage() throws IOException {
        try (ChronicleStore store = open()) {
            store.merge(register("one"), value(1, "content of one"));
            store.merge(register("two"), value(1, "content of two"));
            byte[] file = Files.readAllBytes(volumes().get(0));
            int before = EntryFormat.encode(register("one"), value(1, "")).length + Piece.HEADER_BYTES;
            int one = find(file, "content of one") - before;
            int two = find(file, "content of two") - before;
            try (RandomAccessFile disk = new RandomAccessFile(volumes().get(0).toFile(), "rw")) {
                disk.seek(two);
                disk.write(file, one, before + "content of one".length());
            }
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.get(register("two")));
            assertThat(store.get(register("one"))).contains(value(1, "content of one"));
        }
    }

    @Test
    void anInterruptedThreadCanUseTheStore() {
        Thread.currentThread().interrupt();
        try (ChronicleStore store = open()) {
            for (int i = 0; i < 600; i++) {
                store.merge(register("k" + i), value(1, "v".repeat(900)));
            }
            assertThat(store.entries()).isEqualTo(600);
        }
        assertThat(Thread.interrupted()).isTrue();
        try (ChronicleStore store = open()) {
            assertThat(store.entries()).isEqualTo(600);
        }
    }

    @Test
    void aStoreThatWaitsForTheDiskHoldsTheSame() {
        ChronicleStoreConfig careful = SMALL.withDurability(ChronicleStoreConfig.Durability.MACHINE);
        try (ChronicleStore store = ChronicleStore.open(directory, careful, OWNER)) {
            store.merge(register("a"), value(1, "x"));
            assertThat(store.get(register("a"))).contains(value(1, "x"));
        }
    }

    @Test
    void aStoreThatWasClosedIsNotRebuilt() throws IOException {
        try (ChronicleStore store = open()) {
            store.merge(register("a"), value(1, "x"));
        }
        Path volume = volumes().get(0);
        Object before = Files.readAttributes(volume, BasicFileAttributes.class).fileKey();
        try (ChronicleStore store = open()) {
            assertThat(store.get(register("a"))).contains(value(1, "x"));
            assertThat(Seal.read(volume)).isEmpty();
        }
        assertThat(Files.readAttributes(volume, BasicFileAttributes.class).fileKey())
                .isEqualTo(before);
    }

    private ChronicleStore open() {
        return ChronicleStore.open(directory, SMALL, OWNER);
    }

    private static void assertHolds(ChronicleStore store, int entries) {
        assertThat(store.entries()).isEqualTo(entries);
        for (int i = 0; i < entries; i++) {
            assertThat(store.get(register("k" + i))).contains(value(1, "v".repeat(i % 700)));
        }
    }

    private static void refusesAsFull(ChronicleStore store, Slot slot, Entry entry) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.merge(slot, entry))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.FULL));
    }

    private List<Path> volumes() throws IOException {
        List<Path> volumes = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "volume-????")) {
            files.forEach(volumes::add);
        }
        return volumes;
    }

    /** As the system keeps it when the process is killed now. */
    private void copy(Path copy) throws IOException {
        Files.createDirectories(copy);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, path -> Files.isRegularFile(path))) {
            for (Path file : files) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
    }

    private static void append(byte[] file, long mark, long number, Slot slot, Entry entry) {
        byte[] piece = Piece.of(number, 0, EntryFormat.encode(slot, entry)).encode(mark);
        System.arraycopy(piece, 0, file, file.length - 1_000 * (int) (number - 1_000), piece.length);
    }

    private void flipIn(String text) throws IOException {
        try (RandomAccessFile disk = new RandomAccessFile(volumes().get(0).toFile(), "rw")) {
            int at = find(Files.readAllBytes(volumes().get(0)), text);
            disk.seek(at);
            disk.write(text.charAt(0) ^ 4);
        }
    }

    private static int find(byte[] file, String text) {
        return new String(file, StandardCharsets.ISO_8859_1).indexOf(text);
    }
}
