package dev.trefoil;

import dev.trefoil.kbr.KbrApplication;
import dev.trefoil.kbr.KeyBasedRouting;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A distributed hash table: names to values over a network of equals, and messages to whoever is responsible for a key.
 *
 * <p>Thread-safe. Every operation returns at once; its future is completed away from the node's loop, so a callback may
 * block without harm to the node. A future fails with a {@link DhtException} whose type says what is certain:
 * {@link LimitExceededException}, {@link UnavailableException} and {@link NodeClosedException} mean that a write was
 * certainly not applied; {@link OutcomeUnknownException} that it may have been.
 *
 * <p>Under every name there are two things, both absent at first: a <em>register</em> (one value; of two writes the
 * newer wins, so of two concurrent puts one is lost) and a <em>set</em> (elements that many writers add and discard
 * without losing each other's).
 */
public interface Dht extends AutoCloseable {

    /**
     * Stores {@code value} under {@code name}.
     *
     * @param name from 1 byte to {@link Limits#keyBytes}
     * @param value at most {@link Limits#valueBytes}; may be empty
     * @return the version of the new value, once as many replicas as asked for have stored it
     */
    CompletableFuture<Version> put(Bytes name, Bytes value, WriteOptions options);

    /** The value under {@code name}, or empty if there is none as far as the replicas that were asked know. */
    CompletableFuture<Optional<Versioned>> get(Bytes name, ReadOptions options);

    /** Deletes the value under {@code name}, if there is one; the version is the deletion's. */
    CompletableFuture<Version> remove(Bytes name, WriteOptions options);

    /** Stores {@code value} if there is none under {@code name}; of several at once, at most one is applied. */
    CompletableFuture<WriteResult> putIfAbsent(Bytes name, Bytes value, WriteOptions options);

    /** Stores {@code value} if the current value's version is {@code expected}; at most one writer succeeds. */
    CompletableFuture<WriteResult> replace(Bytes name, Version expected, Bytes value, WriteOptions options);

    /** Deletes the value if its version is {@code expected}; at most one writer succeeds. */
    CompletableFuture<WriteResult> removeIf(Bytes name, Version expected, WriteOptions options);

    /**
     * Adds {@code element} to the set under {@code name}; adding it again renews its version and its time to live.
     *
     * @param element from 1 byte to {@link Limits#elementBytes}
     */
    CompletableFuture<Version> add(Bytes name, Bytes element, WriteOptions options);

    /** Takes {@code element} out of the set under {@code name}; no error if it was not in it. */
    CompletableFuture<Version> discard(Bytes name, Bytes element, WriteOptions options);

    /** The elements of the set under {@code name}, in order; empty if there are none. */
    CompletableFuture<Set<Bytes>> elements(Bytes name, ReadOptions options);

    /** Finds the nodes that hold {@code key}, always over the network, and tells the way. */
    CompletableFuture<Located> locate(Key key);

    /**
     * Sends {@code payload} through the overlay to the root of {@code key}; the application of that name there answers.
     *
     * <p>Delivered at most once per attempt; a message whose acknowledgement was lost may be delivered twice.
     *
     * @param application the name under which it is attached, at this node or at others
     * @param payload at most {@link Limits#valueBytes}
     */
    CompletableFuture<RouteReply> route(String application, Key key, Bytes payload);

    /**
     * Attaches an application to every virtual node of this process.
     *
     * @param name under which messages find it; the same on all nodes
     * @param factory called once per virtual node, on its loop
     * @throws IllegalArgumentException if the name is taken
     */
    void attach(String name, Function<? super KeyBasedRouting, ? extends KbrApplication> factory);

    /** The identifiers of this network; {@code keySpace().place(name)} is where a name lives. */
    KeySpace keySpace();

    /** What this node knows of itself now. */
    CompletableFuture<NodeStatus> status();

    /**
     * Hands over everything this node holds, then leaves the network. Puts and gets of others go on meanwhile.
     *
     * @return completed when the node has left; exceptionally with {@link UnavailableException} if the time limit for
     *     handing over passed first, in which case the node has left all the same and says what it still held
     */
    CompletableFuture<Void> leave();

    /** Stops at once, without handing anything over: to the others this is a crash. Idempotent. */
    @Override
    void close();

    /** {@link #put(Bytes, Bytes, WriteOptions)} with a text as name and the default options. */
    default CompletableFuture<Version> put(String name, byte[] value) {
        return put(Bytes.utf8(name), Bytes.of(value), WriteOptions.DEFAULTS);
    }

    /** {@link #get(Bytes, ReadOptions)} with a text as name and the default options; only the value. */
    default CompletableFuture<Optional<byte[]>> get(String name) {
        return get(Bytes.utf8(name), ReadOptions.DEFAULTS)
                .thenApply(found -> found.map(versioned -> versioned.value().toArray()));
    }

    /** {@link #remove(Bytes, WriteOptions)} with a text as name and the default options. */
    default CompletableFuture<Version> remove(String name) {
        return remove(Bytes.utf8(name), WriteOptions.DEFAULTS);
    }
}
