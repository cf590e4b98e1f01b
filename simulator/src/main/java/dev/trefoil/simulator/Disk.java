package dev.trefoil.simulator;

import dev.trefoil.Entry;
import dev.trefoil.KeyRange;
import dev.trefoil.Slot;
import dev.trefoil.spi.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiPredicate;

/** What one process writes to, and what is still there when its host starts the next: closing it keeps what it holds. */
final class Disk implements Store {

    private final Store content;

    Disk(Store content) {
        this.content = content;
    }

    @Override
    public Optional<Entry> get(Slot slot) {
        return content.get(slot);
    }

    @Override
    public Entry merge(Slot slot, Entry entry) {
        return content.merge(slot, entry);
    }

    @Override
    public void drop(Slot slot) {
        content.drop(slot);
    }

    @Override
    public void visit(KeyRange range, BiPredicate<? super Slot, ? super Entry> visitor) {
        content.visit(range, visitor);
    }

    @Override
    public int expire(Instant now, Duration grace) {
        return content.expire(now, grace);
    }

    @Override
    public long entries() {
        return content.entries();
    }

    @Override
    public long bytes() {
        return content.bytes();
    }

    @Override
    public void close() {
        // The process ends; its disk does not.
    }

    /** The disk is thrown away. */
    void erase() {
        content.close();
    }
}
