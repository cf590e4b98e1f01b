package dev.trefoil.testkit;

import dev.trefoil.Entry;
import dev.trefoil.KeyRange;
import dev.trefoil.Slot;
import dev.trefoil.spi.RangeDigest;
import dev.trefoil.spi.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** A store that is emptied and given back when it is closed, for properties of stores that are slow to open. */
final class BorrowedStore implements Store {

    private final Store lent;
    private final Runnable giveBack;

    BorrowedStore(Store lent, Runnable giveBack) {
        this.lent = lent;
        this.giveBack = giveBack;
    }

    @Override
    public Optional<Entry> get(Slot slot) {
        return lent.get(slot);
    }

    @Override
    public Entry merge(Slot slot, Entry entry) {
        return lent.merge(slot, entry);
    }

    @Override
    public void drop(Slot slot) {
        lent.drop(slot);
    }

    @Override
    public void visit(KeyRange range, BiPredicate<? super Slot, ? super Entry> visitor) {
        lent.visit(range, visitor);
    }

    @Override
    public RangeDigest digest(KeyRange range) {
        return lent.digest(range);
    }

    @Override
    public int expire(Instant now, Duration grace) {
        return lent.expire(now, grace);
    }

    @Override
    public long entries() {
        return lent.entries();
    }

    @Override
    public long bytes() {
        return lent.bytes();
    }

    @Override
    public void close() {
        List<Slot> slots = new ArrayList<>();
        lent.visit(KeyRange.ALL, (slot, entry) -> slots.add(slot));
        slots.forEach(lent::drop);
        giveBack.run();
    }
}
