package dev.trefoil.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to use a directory, held by one store of one process at a time. The system takes it back when the process
 * ends, however it ends.
 *
 * <p>The lock is a file's; the file holds the id of the process, for whoever comes second.
 */
final class DirectoryLock implements AutoCloseable {

    static final String FILE = "lock";

    /**
     * The directories this process has locked. On POSIX systems closing any handle of a file gives up the process's lock
     * on it, so a second store of this process must be turned away before it opens the file.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final RandomAccessFile file;

    private DirectoryLock(Path directory, RandomAccessFile file) {
        this.directory = directory;
        this.file = file;
    }

    static DirectoryLock take(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!HELD_HERE.add(real)) {
            throw inUse(directory, "this process");
        }
        try {
            return lock(real);
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(real);
            throw e;
        }
    }

    private static DirectoryLock lock(Path directory) throws IOException {
        Path path = directory.resolve(FILE);
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            FileLock lock = file.getChannel().tryLock();
            if (lock == null) {
                String owner = Files.readString(path, StandardCharsets.US_ASCII).strip();
                throw inUse(directory, owner.isEmpty() ? "another process" : "process " + owner);
            }
            // As long as any other, so that it fits where the last one stood when the disk is full.
            String pid =
                    String.format(Locale.ROOT, "%-20d", ProcessHandle.current().pid());
            file.write(pid.getBytes(StandardCharsets.US_ASCII));
            return new DirectoryLock(directory, file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static StoreOpenException inUse(Path directory, String by) {
        return new StoreOpenException(
                StoreOpenException.Reason.IN_USE, "the store in " + directory + " is in use by " + by);
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            HELD_HERE.remove(directory);
        }
    }
}
