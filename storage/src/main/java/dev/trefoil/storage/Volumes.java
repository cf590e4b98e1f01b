package dev.trefoil.storage;

import static dev.trefoil.storage.StoreOpenException.Reason.NO_SPACE;
import static dev.trefoil.storage.StoreOpenException.Reason.UNREADABLE;

import dev.trefoil.Entry;
import dev.trefoil.Slot;
import dev.trefoil.spi.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The files of a directory as one place for records: written to where there is room, and with one more file where there
 * is none.
 *
 * <p>A record never changes. What replaces it is written under a new number first and it is removed then, so that at
 * every instant at least one of the two is whole. Thread-safe, once opened.
 */
final class Volumes {

    /** Each is a mapping of the process, and of those a system allows some ten thousand. */
    static final int VOLUMES_MAX = 8_192;

    private static final String NAME = "volume-";
    private static final String GLOB = NAME + "[0-9][0-9][0-9][0-9]";

    private final Path directory;
    private final ChronicleStoreConfig config;
    private final long mark;
    private final List<Volume> all = new CopyOnWriteArrayList<>();
    private final AtomicLong nextRecord = new AtomicLong(1);
    private final Object growth = new Object();
    private volatile @Nullable Volume current;
    private int lastNumber;

    Volumes(Path directory, ChronicleStoreConfig config, long mark) {
        this.directory = directory;
        this.config = config;
        this.mark = mark;
    }

    /** Is told of every record that was found when the files were opened. */
    interface Finder {

        /** {@code content} is record {@code number} of {@code volume}. */
        void found(Volume volume, long number, byte[] content);
    }

    /**
     * How the files were found.
     *
     * @param volumes how many there were
     * @param rebuilt how many of them had not been closed, or have changed since, and were written anew
     * @param damaged how many pieces could not be read
     */
    record Opening(int volumes, int rebuilt, int damaged) {}

    /** Opens all files; afterwards every whole record has been found. */
    Opening open(Finder finder) throws IOException {
        removeUnfinished();
        int rebuilt = 0;
        int damaged = 0;
        Map<Integer, Path> paths = paths(directory);
        for (Map.Entry<Integer, Path> each : paths.entrySet()) {
            lastNumber = each.getKey();
            Path path = each.getValue();
            byte[] file = Files.readAllBytes(path);
            Optional<Seal> seal = Seal.read(path).filter(found -> found.fits(file));
            VolumeImage image = VolumeImage.of(file, mark);
            damaged += image.damaged();
            nextRecord.accumulateAndGet(image.last() + 1, Math::max);
            Seal.breakOf(path);
            Optional<Volume> volume =
                    seal.isPresent() ? Optional.of(mount(path, seal.get().bytes())) : rebuild(path, image);
            rebuilt += seal.isPresent() ? 0 : 1;
            volume.ifPresent(opened -> image.records().forEach((number, content) -> {
                if (seal.isPresent()) {
                    count(opened, content.length);
                }
                finder.found(opened, number, content);
            }));
        }
        return new Opening(paths.size(), rebuilt, damaged);
    }

    /** Makes sure that there is a file to write to. */
    void begin() {
        synchronized (growth) {
            current = all.isEmpty() ? grow() : emptiest();
        }
    }

    /**
     * Writes a record, complete when this returns.
     *
     * @param isShrinking whether it takes the place of a larger one, and so may use the last room there is
     */
    Place write(Slot slot, Entry entry, byte[] content, boolean isShrinking) {
        long number = nextRecord.getAndIncrement();
        return Place.of(put(number, content, isShrinking), number, content.length, slot, entry);
    }

    /** The content of a record; empty if it is not as it was written. */
    Optional<byte[]> read(Place place) {
        @Nullable Piece[] pieces = new @Nullable Piece[Piece.count(place.length())];
        for (int i = 0; i < pieces.length; i++) {
            byte[] bytes = place.volume().get(Piece.key(place.record(), i));
            Piece piece = bytes == null ? null : Piece.parse(bytes, 0, mark);
            if (piece == null
                    || piece.record() != place.record()
                    || piece.number() != i
                    || piece.count() != pieces.length) {
                return Optional.empty();
            }
            pieces[i] = piece;
        }
        return VolumeImage.join(pieces);
    }

    /** Removes a record. */
    void remove(Place place) {
        remove(place.volume(), place.record(), place.length());
    }

    /** Closes and seals all files. */
    void close() throws IOException {
        for (Volume volume : all) {
            if (volume.isWritten()) {
                volume.force();
            }
            volume.close();
            Seal.of(Files.readAllBytes(volume.path()), volume.bytes()).write(volume.path());
        }
    }

    /** Lets go of all files as they are; what they hold is found again by a repair. */
    void abandon() {
        all.forEach(Volume::close);
    }

    private void remove(Volume volume, long number, int length) {
        for (int i = 0; i < Piece.count(length); i++) {
            volume.remove(Piece.key(number, i), Piece.bytes(length, i));
        }
    }

    private Volume put(long number, byte[] content, boolean isShrinking) {
        Volume volume = current;
        if (volume != null && put(volume, number, content, false)) {
            return volume;
        }
        synchronized (growth) {
            Volume emptiest = emptiest();
            if (emptiest != volume && put(emptiest, number, content, false)) {
                current = emptiest;
                return emptiest;
            }
            try {
                Volume fresh = grow();
                current = fresh;
                if (put(fresh, number, content, false)) {
                    return fresh;
                }
            } catch (StoreException full) {
                if (!isShrinking || full.reason() != StoreException.Reason.FULL) {
                    throw full;
                }
            }
            for (Volume each : all) {
                if (isShrinking && put(each, number, content, true)) {
                    return each;
                }
            }
        }
        throw new StoreException(StoreException.Reason.FULL, "no file has room for " + content.length + " bytes");
    }

    /** The first piece last: a record without it is none. */
    private boolean put(Volume volume, long number, byte[] content, boolean isReserveOpen) {
        int pieces = Piece.count(content.length);
        for (int i = pieces - 1; i >= 0; i--) {
            byte[] piece = Piece.of(number, i, content).encode(mark);
            if (!volume.put(Piece.key(number, i), piece, isReserveOpen)) {
                for (int done = i + 1; done < pieces; done++) {
                    volume.remove(Piece.key(number, done), Piece.bytes(content.length, done));
                }
                return false;
            }
        }
        if (config.durability() == ChronicleStoreConfig.Durability.MACHINE) {
            force(volume);
        }
        return true;
    }

    private static void force(Volume volume) {
        try {
            volume.force();
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Reason.BROKEN, "the disk has not confirmed a write to " + volume.path(), e);
        }
    }

    private Volume emptiest() {
        return all.stream().min(Comparator.comparingInt(Volume::used)).orElseThrow();
    }

    private Volume grow() {
        if (all.size() >= VOLUMES_MAX) {
            throw full("the store has " + VOLUMES_MAX + " files, the most it may have", null);
        }
        int bytes = config.volumeBytes();
        Path path = path(lastNumber + 1);
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            long need = bytes + (long) bytes / 8 + config.freeBytesMin();
            if (free < need) {
                throw full(
                        "the disk has " + free + " bytes left, and one more file of the store needs " + need
                                + " with those that stay free",
                        null);
            }
            Seal.breakOf(path);
            Volume volume = Volume.create(path, bytes);
            lastNumber++;
            all.add(volume);
            return volume;
        } catch (IOException e) {
            throw full("the disk has no room for one more file of the store in " + directory, e);
        }
    }

    private static StoreException full(String message, @Nullable Exception cause) {
        return cause == null
                ? new StoreException(StoreException.Reason.FULL, message)
                : new StoreException(StoreException.Reason.FULL, message, cause);
    }

    private Volume mount(Path path, int bytes) throws IOException {
        Volume volume = Volume.mount(path, bytes);
        all.add(volume);
        return volume;
    }

    /** Copies the records into a new file that takes the place of the old one; no file is needed for none. */
    private Optional<Volume> rebuild(Path path, VolumeImage image) throws IOException {
        if (image.records().isEmpty()) {
            Files.delete(path);
            Seal.remove(path);
            return Optional.empty();
        }
        Path temporary = path.resolveSibling(path.getFileName() + ".new");
        int bytes = Math.max(config.volumeBytes(), roomFor(image));
        try {
            Volume copy = Volume.create(temporary, bytes);
            image.records().forEach((number, content) -> putAgain(copy, number, content));
            copy.force();
            copy.close();
        } catch (IOException e) {
            boolean isFull = Files.getFileStore(directory).getUsableSpace() < 2L * bytes;
            throw new StoreOpenException(
                    isFull ? NO_SPACE : UNREADABLE,
                    "the store in " + directory + " was not closed, and to repair it takes " + bytes
                            + " more bytes of disk. Nothing is lost: free some, and open it again",
                    e);
        }
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Volume volume = mount(path, bytes);
        image.records().values().forEach(content -> count(volume, content.length));
        return Optional.of(volume);
    }

    private void putAgain(Volume copy, long number, byte[] content) {
        for (int i = 0; i < Piece.count(content.length); i++) {
            if (!copy.put(Piece.key(number, i), Piece.of(number, i, content).encode(mark), true)) {
                throw new StoreOpenException(UNREADABLE, "the records of " + copy.path() + " do not fit in one file");
            }
        }
    }

    private static int roomFor(VolumeImage image) {
        long chunks = 0;
        for (byte[] content : image.records().values()) {
            for (int i = 0; i < Piece.count(content.length); i++) {
                chunks += Volume.chunksOf(Piece.bytes(content.length, i));
            }
        }
        long pieces = image.records().values().stream()
                .mapToLong(content -> Piece.count(content.length))
                .sum();
        return Math.toIntExact(Math.max(chunks, 2 * pieces) * Volume.CHUNK_BYTES);
    }

    private static void count(Volume volume, int length) {
        for (int i = 0; i < Piece.count(length); i++) {
            volume.holds(Piece.bytes(length, i));
        }
    }

    private Path path(int number) {
        return directory.resolve(String.format(Locale.ROOT, "%s%04d", NAME, number));
    }

    /** Whether {@code directory} holds any. */
    static boolean areIn(Path directory) throws IOException {
        return !paths(directory).isEmpty();
    }

    private static Map<Integer, Path> paths(Path directory) throws IOException {
        Map<Integer, Path> paths = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, GLOB)) {
            for (Path path : files) {
                paths.put(Integer.parseInt(path.getFileName().toString().substring(NAME.length())), path);
            }
        }
        return paths;
    }

    /** What a process was making when it ended. */
    private void removeUnfinished() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, NAME + "*.new")) {
            for (Path path : files) {
                Files.delete(path);
            }
        }
    }
}
