package dev.trefoil.node.replication;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.Slot;
import dev.trefoil.spi.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Goes once through some of the slots of a store, a batch at a time, however many there are. */
final class Walk {

    /** How many slots a batch has, but for those that share the last one's key. */
    static final int BATCH_SLOTS = 256;

    /** How many slots are looked at for one batch. */
    static final int VISITED_SLOTS = 8_192;

    private final Store store;
    private final Predicate<? super Slot> isWanted;
    private RangeSet ahead;

    /** @param scope where to look */
    Walk(Store store, RangeSet scope, Predicate<? super Slot> isWanted) {
        this.store = store;
        this.ahead = scope;
        this.isWanted = isWanted;
    }

    /** Whether there is nothing left to look at. */
    boolean isOver() {
        return ahead.isEmpty();
    }

    /** The next wanted slots; none if the stretch that was looked at has none. Asked again, it gives the same. */
    List<Summary> batch() {
        List<Summary> batch = new ArrayList<>();
        while (batch.isEmpty() && !ahead.isEmpty()) {
            KeyRange range = ahead.ranges().get(0);
            if (fill(batch, range)) {
                return batch;
            }
            if (batch.isEmpty()) {
                ahead = ahead.minus(range);
            }
        }
        return batch;
    }

    /** All slots up to and including {@code last}, clockwise from where this walk stands, are done with. */
    void passed(Key last) {
        KeyRange range = ahead.ranges().get(0);
        ahead = ahead.minus(new KeyRange(range.after(), last));
    }

    /** Whether it stopped because it had looked at enough without finding anything. */
    private boolean fill(List<Summary> batch, KeyRange range) {
        int[] visited = {0};
        Key[] last = {range.after()};
        boolean[] stopped = {false};
        store.visit(range, (slot, entry) -> {
            boolean isEnough = batch.size() >= BATCH_SLOTS || visited[0] >= VISITED_SLOTS;
            if (isEnough && !slot.key().equals(last[0])) {
                stopped[0] = true;
                return false;
            }
            visited[0]++;
            last[0] = slot.key();
            if (isWanted.test(slot)) {
                batch.add(Summary.of(slot, entry));
            }
            return true;
        });
        if (stopped[0] && batch.isEmpty()) {
            passed(last[0]);
            return true;
        }
        return false;
    }
}
