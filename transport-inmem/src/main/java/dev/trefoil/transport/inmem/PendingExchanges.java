package dev.trefoil.transport.inmem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of one transport that wait for an answer, oldest first. Thread-safe.
 *
 * <p>A list linked through the exchanges themselves: removal is immediate wherever one stands, and a request that is
 * over leaves nothing behind.
 */
final class PendingExchanges {

    private @Nullable Exchange oldest;
    private @Nullable Exchange newest;
    private int size;
    private boolean closed;

    /** Adds an exchange at the end; false, and nothing happens, after the list has been closed. */
    synchronized boolean add(Exchange exchange) {
        if (closed) {
            return false;
        }
        Exchange last = newest;
        exchange.before = last;
        if (last == null) {
            oldest = exchange;
        } else {
            last.after = exchange;
        }
        newest = exchange;
        size++;
        return true;
    }

    /** Takes an exchange out; has no effect if it is not in the list. */
    synchronized void remove(Exchange exchange) {
        Exchange before = exchange.before;
        Exchange after = exchange.after;
        if (before == null && oldest != exchange) {
            return;
        }
        if (before == null) {
            oldest = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.before = before;
        }
        exchange.before = null;
        exchange.after = null;
        size--;
    }

    /** Takes no more exchanges, and gives those that are left, oldest first; none on a second call. */
    synchronized List<Exchange> close() {
        List<Exchange> left = new ArrayList<>(closed ? 0 : size);
        for (Exchange each = closed ? null : oldest; each != null; each = each.after) {
            left.add(each);
        }
        closed = true;
        return left;
    }

    synchronized int size() {
        return size;
    }
}
