package dev.trefoil.spi;

import dev.trefoil.Address;
import java.time.Duration;

/**
 * Carries requests from this process to others and back. Thread-safe; one per process, shared by its virtual nodes.
 *
 * <p>Promises nothing about order, and nothing about whether a request that failed was carried out. Knows no message
 * type.
 */
public interface Transport extends AutoCloseable {

    /** Where others reach this process, with the port that was really bound. */
    Address address();

    /** Begins to hand incoming requests to {@code receiver}, from any thread; called once. */
    void open(Receiver receiver);

    /**
     * Sends a request. Never blocks and never throws: all that can go wrong comes through {@code handler}, of which
     * exactly one method is called, from any thread, never before this method returns.
     *
     * @param timeout when to give up and free what the request holds. The asker keeps its own, earlier timer
     */
    void request(Address to, Envelope envelope, Duration timeout, ReplyHandler handler);

    /** Frees the port; requests under way fail with {@link RpcFailure#CLOSED}. Idempotent. */
    @Override
    void close();

    /** Takes the requests that come in. */
    @FunctionalInterface
    interface Receiver {

        /** Must not block; answers through {@code reply}, once, now or later, from any thread. */
        void receive(Envelope envelope, ReplyHandler reply);
    }

    /** Takes the one answer to a request. */
    interface ReplyHandler {

        /** The other side answered. */
        void replied(Message response);

        /** No answer, or a refusal. */
        void failed(RpcFailure why);
    }
}
