package dev.trefoil.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One mapped file of pieces: a Chronicle map with a single segment that never grows, every block of which the disk has
 * given already, so that no write into it can find the disk full.
 *
 * <p>Thread-safe, but not to be used once closed.
 */
final class Volume {

    /** The unit of room. */
    static final int CHUNK_BYTES = 128;

    /** What Chronicle adds to a piece, at most: the key and two bytes for the length. */
    private static final int OVERHEAD_BYTES = Long.BYTES + 2;

    private static final int PIECE_CHUNKS_MAX = 64;

    /** Ordinary writes leave this part free, so that there is always room to make an entry smaller. */
    private static final int RESERVE = 16;

    private static final int FILL_BYTES = 64 << 10;

    /**
     * What is written over a piece before it is removed. Chronicle only frees the room; wiping the mark is what keeps the
     * piece from being found again. Long enough to cover the mark although its own length takes a byte less.
     */
    private static final byte[] WIPED = new byte[16];

    private final Path path;
    private final RandomAccessFile file;
    private final ChronicleMap<Long, byte[]> map;
    private final int chunks;
    private final AtomicInteger used = new AtomicInteger();
    private volatile boolean isWritten;

    private Volume(Path path, RandomAccessFile file, ChronicleMap<Long, byte[]> map, int chunks) {
        this.path = path;
        this.file = file;
        this.map = map;
        this.chunks = chunks;
    }

    /**
     * A new, empty volume in a file that does not exist yet; no file remains if this fails.
     *
     * @throws IOException if the disk has no room for it
     */
    static Volume create(Path path, int bytes) throws IOException {
        try {
            return allocated(map(path, bytes));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        } catch (InternalError e) {
            Files.deleteIfExists(path);
            throw new IOException("the disk failed while " + path + " was made", e);
        }
    }

    private static Volume allocated(Volume volume) throws IOException {
        try {
            volume.allocate();
            return volume;
        } catch (IOException e) {
            volume.close();
            throw e;
        }
    }

    /** The volume in a file that is as Chronicle left it when it was closed. */
    static Volume mount(Path path, int bytes) throws IOException {
        return map(path, bytes);
    }

    private static Volume map(Path path, int bytes) throws IOException {
        // Opening a map in an interrupted thread closes its channel.
        boolean wasInterrupted = Thread.interrupted();
        try {
            int chunks = bytes / CHUNK_BYTES;
            ChronicleMap<Long, byte[]> map = ChronicleMapBuilder.of(Long.class, byte[].class)
                    .name("volume")
                    .actualSegments(1)
                    .actualChunkSize(CHUNK_BYTES)
                    .actualChunksPerSegmentTier(chunks)
                    .entriesPerSegment(chunks / 2)
                    .maxChunksPerEntry(PIECE_CHUNKS_MAX)
                    .allowSegmentTiering(false)
                    .checksumEntries(false)
                    .putReturnsNull(true)
                    .removeReturnsNull(true)
                    .skipCloseOnExitHook(true)
                    .createPersistedTo(path.toFile());
            return new Volume(path, new RandomAccessFile(path.toFile(), "rw"), map, chunks);
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    Path path() {
        return path;
    }

    /** How many chunks hold something. */
    int used() {
        return used.get();
    }

    /** The room in it. */
    int bytes() {
        return chunks * CHUNK_BYTES;
    }

    /** Whether the number of pieces or the room is near its end. */
    private boolean admits(int more, boolean isReserveOpen) {
        int most = isReserveOpen ? chunks : chunks - chunks / RESERVE;
        return used.get() + more <= most && map.longSize() < chunks / 2 - (isReserveOpen ? 0 : chunks / (2 * RESERVE));
    }

    /**
     * Stores a piece; false if there is no room.
     *
     * @param isReserveOpen whether it may take the room that is kept for entries that shrink
     */
    boolean put(long key, byte[] piece, boolean isReserveOpen) {
        int need = chunksOf(piece.length);
        if (!admits(need, isReserveOpen)) {
            return false;
        }
        isWritten = true;
        try {
            map.put(key, piece);
        } catch (IllegalStateException full) {
            return false;
        }
        used.addAndGet(need);
        return true;
    }

    /** The piece stored under {@code key}, unchecked; null if there is none. */
    byte @Nullable [] get(long key) {
        return map.get(key);
    }

    /** Removes a piece of {@code length} bytes, so that not even a search through the file finds it. */
    void remove(long key, int length) {
        if (map.containsKey(key)) {
            isWritten = true;
            map.put(key, WIPED);
            map.remove(key);
            used.addAndGet(-chunksOf(length));
        }
    }

    /** A piece of {@code length} bytes was there when this volume was mounted. */
    void holds(int length) {
        used.addAndGet(chunksOf(length));
    }

    /** Waits until all that was written is on the disk. */
    void force() throws IOException {
        file.getFD().sync();
    }

    /** Whether anything was written since this volume was opened. */
    boolean isWritten() {
        return isWritten;
    }

    /** Unmaps the file. */
    void close() {
        map.close();
        try {
            file.close();
        } catch (IOException e) {
            throw new IllegalStateException("cannot close " + path, e);
        }
    }

    /** How much room a piece of so many bytes takes. */
    static int chunksOf(int piece) {
        return (piece + OVERHEAD_BYTES + CHUNK_BYTES - 1) / CHUNK_BYTES;
    }

    /** Makes the disk give every block, by writing what is there already. */
    private void allocate() throws IOException {
        byte[] block = new byte[FILL_BYTES];
        long length = file.length();
        for (long at = 0; at < length; at += FILL_BYTES) {
            int part = (int) Math.min(FILL_BYTES, length - at);
            file.seek(at);
            file.readFully(block, 0, part);
            file.seek(at);
            file.write(block, 0, part);
        }
    }
}
