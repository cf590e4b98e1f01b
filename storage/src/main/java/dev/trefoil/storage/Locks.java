package dev.trefoil.storage;

import dev.trefoil.Slot;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A lock for every slot, shared with few others. */
final class Locks {

    /** Writers of different slots rarely meet at the same of so many. A power of two. */
    private static final int COUNT = 64;

    /** Made when first needed: of many stores in one simulation most never hold anything. */
    private final AtomicReferenceArray<@Nullable Lock> locks = new AtomicReferenceArray<>(COUNT);

    Lock of(Slot slot) {
        int hash = slot.hashCode();
        int place = (hash ^ (hash >>> 16)) & (COUNT - 1);
        Lock lock = locks.get(place);
        if (lock == null) {
            locks.compareAndSet(place, null, new ReentrantLock());
            lock = Objects.requireNonNull(locks.get(place));
        }
        return lock;
    }
}
