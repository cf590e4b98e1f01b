package dev.trefoil.node;

import dev.trefoil.DhtException;
import dev.trefoil.NodeClosedException;
import dev.trefoil.OutcomeUnknownException;
import dev.trefoil.UnavailableException;
import dev.trefoil.Version;
import dev.trefoil.node.replication.Replication.Outcome;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * Where the application's futures and the nodes' callbacks meet.
 *
 * <p>Thread-safe. Each operation goes onto the loop of one virtual node; its future is completed on the callbacks'
 * executor. Knows every future that is open, so that none stays open when the node closes.
 */
final class Door {

    /** How many operations may be open at once; one more is refused. */
    static final int OPEN_MAX = 16_384;

    private final Executor callbacks;
    private final String name;
    private final Map<Long, Open> open = new ConcurrentSkipListMap<>();
    private final AtomicLong next = new AtomicLong();
    private volatile boolean closed;

    /**
     * A door, open.
     *
     * @param name of the node, for messages
     */
    Door(Executor callbacks, String name) {
        this.callbacks = callbacks;
        this.name = name;
    }

    /**
     * Lets in an operation that changes nothing: if the node closes meanwhile, it has no answer, and that is all.
     *
     * @param node on whose loop it runs
     * @param operation tells its outcome once, from any thread; what it throws fails the future
     */
    <T> CompletableFuture<T> enter(VirtualNode node, BiConsumer<? super VirtualNode, ? super Outcome<T>> operation) {
        return enter(node, false, operation);
    }

    /** Lets in a write: if the node closes meanwhile, some replicas may have it. */
    <T> CompletableFuture<T> enterToWrite(
            VirtualNode node, BiConsumer<? super VirtualNode, ? super Outcome<T>> operation) {
        return enter(node, true, operation);
    }

    private <T> CompletableFuture<T> enter(
            VirtualNode node, boolean writes, BiConsumer<? super VirtualNode, ? super Outcome<T>> operation) {
        CompletableFuture<T> future = new CompletableFuture<>();
        if (open.size() >= OPEN_MAX) {
            future.completeExceptionally(
                    new UnavailableException("this node has " + OPEN_MAX + " operations open already"));
            return future;
        }
        long number = next.getAndIncrement();
        open.put(number, new Open(future, writes));
        if (closed) {
            open.remove(number);
            future.completeExceptionally(closedException());
            return future;
        }
        Exit<T> exit = new Exit<>(number, future);
        node.loop().execute(() -> {
            try {
                operation.accept(node, exit);
            } catch (RuntimeException e) {
                exit.leave(() -> future.completeExceptionally(e));
            }
        });
        return future;
    }

    /** Whether the door is closed for good. */
    boolean isClosed() {
        return closed;
    }

    /** Lets nobody in any more, and fails what is open on the caller's thread; the world's threads may be gone. */
    void close() {
        closed = true;
        open.values().forEach(operation -> operation.future.completeExceptionally(interruption(operation)));
        open.clear();
    }

    private DhtException interruption(Open operation) {
        return operation.writes
                ? new OutcomeUnknownException("node " + name + " was closed while it was writing", Version.NONE)
                : closedException();
    }

    private NodeClosedException closedException() {
        return new NodeClosedException("node " + name + " is closed");
    }

    /** An operation under way. */
    private record Open(CompletableFuture<?> future, boolean writes) {}

    /** The way out of one operation. */
    private final class Exit<T> implements Outcome<T> {

        private final long number;
        private final CompletableFuture<T> future;

        Exit(long number, CompletableFuture<T> future) {
            this.number = number;
            this.future = future;
        }

        @Override
        public void done(T value) {
            leave(() -> future.complete(value));
        }

        @Override
        public void failed(DhtException why) {
            leave(() -> future.completeExceptionally(why));
        }

        private void leave(Runnable completion) {
            callbacks.execute(() -> {
                open.remove(number);
                completion.run();
            });
        }
    }
}
