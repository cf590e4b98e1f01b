package dev.trefoil.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * A directory that this process holds, and that belongs to the right node.
 *
 * @param lock to be closed when the store is
 * @param identity what the directory says about itself
 */
record OpenDirectory(DirectoryLock lock, StoreIdentity identity) {

    /** Takes {@code directory}, and makes it {@code owner}'s if it is nobody's. */
    static OpenDirectory open(Path directory, StoreOwner owner) throws IOException {
        if (!Files.isDirectory(directory)) {
            make(directory);
        }
        DirectoryLock lock = DirectoryLock.take(directory);
        try {
            return new OpenDirectory(lock, identify(directory, owner));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** For nobody else to read, where the file system knows who is who. */
    private static void make(Path directory) throws IOException {
        Files.createDirectories(directory);
        PosixFileAttributeView access = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        if (access != null) {
            access.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static StoreIdentity identify(Path directory, StoreOwner owner) throws IOException {
        Optional<StoreIdentity> found = StoreIdentity.read(directory);
        if (found.isPresent()) {
            found.get().requireOwner(directory, owner);
            found.get().restore(directory);
            return found.get();
        }
        if (Volumes.areIn(directory)) {
            throw StoreIdentity.missing(directory);
        }
        StoreIdentity made = new StoreIdentity(owner, new SecureRandom().nextLong());
        made.write(directory);
        return made;
    }
}
