package dev.trefoil.cli.demo;

import dev.trefoil.Bytes;
import dev.trefoil.cli.console.Console;
import dev.trefoil.cli.demo.Blocks.Manifest;
import dev.trefoil.cli.demo.Blocks.Part;
import dev.trefoil.cli.demo.FileSet.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** The files that the demo keeps in the network: stores them, reads them back and compares. */
final class Library {

    private static final int WORKERS = 16;

    private final Access network;
    private final Blocks blocks;
    private final FileSet files;
    private final Map<String, String> digests = new TreeMap<>();
    private final AtomicLong keys = new AtomicLong();

    Library(Access network, Blocks blocks, FileSet files) {
        this.network = network;
        this.blocks = blocks;
        this.files = files;
    }

    /**
     * What reading everything back has shown.
     *
     * @param tally how much was read, and how fast
     * @param lost the names of the files that are missing or differ, in order
     */
    record Check(Progress.Tally tally, List<String> lost) {

        /** Copies the list. */
        Check {
            lost = List.copyOf(lost);
        }
    }

    /** Stores every file and remembers the SHA-256 of what was stored, so that a later edit is not taken for a loss. */
    Progress.Tally store(Console console) throws Exception {
        Progress progress = new Progress(console, "stored", files.files().size());
        Parallel.forEach(files.files(), WORKERS, file -> {
            Bytes content = read(file);
            List<Part> parts = blocks.split(file.name(), content);
            for (Part part : parts) {
                network.put(part.name(), part.value());
            }
            keys.addAndGet(parts.size());
            synchronized (digests) {
                digests.put(file.name(), Digest.of(content));
            }
            progress.advance(content.length());
        });
        return progress.finish();
    }

    /** Reads every file back and compares its SHA-256 with what was stored. */
    Check check(Console console) throws Exception {
        Progress progress = new Progress(console, "read", files.files().size());
        List<String> lost = new ArrayList<>();
        Parallel.forEach(files.files(), WORKERS, file -> {
            Optional<Bytes> content = fetch(file.name());
            if (isAsStored(file.name(), content)) {
                progress.advance(content.orElse(Bytes.EMPTY).length());
            } else {
                synchronized (lost) {
                    lost.add(file.name());
                }
            }
        });
        lost.sort(String::compareTo);
        return new Check(progress.finish(), lost);
    }

    /** Reads one file; whether it is as it was stored. */
    boolean isIntact(String file) {
        return isAsStored(file, fetch(file));
    }

    /** The SHA-256 of every file that was stored, by name. */
    Map<String, String> digests() {
        synchronized (digests) {
            return new TreeMap<>(digests);
        }
    }

    /** Looks for what another run has left; gives the names of all that are missing or differ, in order. */
    List<String> check(LastRun last) throws Exception {
        Set<String> lost = new TreeSet<>();
        Parallel.forEach(List.copyOf(last.files().entrySet()), WORKERS, file -> {
            if (!fetch(file.getKey()).map(Digest::of).equals(Optional.of(file.getValue()))) {
                synchronized (lost) {
                    lost.add(file.getKey());
                }
            }
        });
        Parallel.forEach(List.copyOf(last.writes().entrySet()), WORKERS, write -> {
            Bytes key = Bytes.utf8(write.getKey());
            if (!Ledger.isAtLeast(key, write.getValue(), network.get(key))) {
                synchronized (lost) {
                    lost.add(write.getKey());
                }
            }
        });
        return List.copyOf(lost);
    }

    /** How many keys the files take up in the network. */
    long keys() {
        return keys.get();
    }

    /** The names of the files. */
    List<String> names() {
        return files.files().stream().map(SourceFile::name).toList();
    }

    private boolean isAsStored(String file, Optional<Bytes> content) {
        String stored;
        synchronized (digests) {
            stored = digests.getOrDefault(file, "");
        }
        return content.map(Digest::of).filter(stored::equals).isPresent();
    }

    private Optional<Bytes> fetch(String file) {
        Optional<Bytes> value = network.get(blocks.name(file));
        Optional<Manifest> manifest = value.flatMap(found -> blocks.manifest(file, found));
        if (manifest.isEmpty()) {
            return value;
        }
        List<Bytes> found = new ArrayList<>();
        for (Bytes name : manifest.get().names()) {
            Optional<Bytes> block = network.get(name);
            if (block.isEmpty()) {
                return Optional.empty();
            }
            found.add(block.get());
        }
        return Blocks.join(manifest.get(), found);
    }

    private static Bytes read(SourceFile file) throws IOException {
        return Bytes.adopt(Files.readAllBytes(file.path()));
    }
}
