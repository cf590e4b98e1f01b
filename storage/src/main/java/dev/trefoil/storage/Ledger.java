package dev.trefoil.storage;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the entries and bytes of a store, and keeps them within their limits. Thread-safe.
 *
 * <p>What a write adds is reserved before it is made, so the limits hold at every moment, however many write at once.
 */
final class Ledger {

    private final long maxEntries;
    private final long maxBytes;
    private final AtomicLong entries = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    Ledger(long maxEntries, long maxBytes) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    long entries() {
        return entries.get();
    }

    long bytes() {
        return bytes.get();
    }

    /** Books a change; false, and nothing is booked, if it is a growth beyond a limit. What shrinks always fits. */
    boolean book(long moreEntries, long moreBytes) {
        if (!add(entries, moreEntries, maxEntries)) {
            return false;
        }
        if (!add(bytes, moreBytes, maxBytes)) {
            entries.addAndGet(-moreEntries);
            return false;
        }
        return true;
    }

    /** Counts what is there already, within its limits or not. */
    void count(long moreEntries, long moreBytes) {
        entries.addAndGet(moreEntries);
        bytes.addAndGet(moreBytes);
    }

    private static boolean add(AtomicLong total, long more, long limit) {
        if (more <= 0) {
            total.addAndGet(more);
            return true;
        }
        long before = total.get();
        while (before + more <= limit) {
            if (total.compareAndSet(before, before + more)) {
                return true;
            }
            before = total.get();
        }
        return false;
    }
}
