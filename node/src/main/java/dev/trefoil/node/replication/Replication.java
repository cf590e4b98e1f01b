package dev.trefoil.node.replication;

import dev.trefoil.Bytes;
import dev.trefoil.DhtException;
import dev.trefoil.Limits;
import dev.trefoil.ReadOptions;
import dev.trefoil.UnavailableException;
import dev.trefoil.Version;
import dev.trefoil.Versioned;
import dev.trefoil.WriteOptions;
import dev.trefoil.WriteResult;
import dev.trefoil.spi.Codec;
import dev.trefoil.spi.MessageTable;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * The replicated table of one virtual node: carries out operations of its application, and holds its share of the data.
 *
 * <p>Used on the node's loop only. Outcomes are told on the loop too, never before the call returns.
 */
public final class Replication {

    private final NodeContext context;

    /**
     * The table of one virtual node, not yet serving anybody.
     *
     * @param store shared by the virtual nodes of this process
     * @param siblings the other virtual nodes of this process
     */
    public Replication(
            NodeContext context,
            Overlay overlay,
            Store store,
            ReplicationConfig config,
            Limits limits,
            Siblings siblings) {
        this.context = context;
    }

    /** Reads and writes the messages of replication. */
    public static Codec codec() {
        return MessageTable.of("replication").build();
    }

    /**
     * Begins to answer other nodes and to look after its share of the data; called once, when the node is a member.
     *
     * @param newNetwork whether this node founded the network, and so holds everything there is
     */
    public void start(boolean newNetwork) {}

    /** The overlay has seen a neighbour come or go: what this node is responsible for may have changed. */
    public void neighborsChanged() {}

    /** Stores a value; the version is the new value's. */
    public void put(Bytes name, Bytes value, WriteOptions options, Outcome<? super Version> outcome) {
        refuse(outcome);
    }

    /** Deletes the value, if there is one; the version is the deletion's. */
    public void remove(Bytes name, WriteOptions options, Outcome<? super Version> outcome) {
        refuse(outcome);
    }

    /** Stores a value if there is none; at most one of several succeeds. */
    public void putIfAbsent(Bytes name, Bytes value, WriteOptions options, Outcome<? super WriteResult> outcome) {
        refuse(outcome);
    }

    /** Stores a value if the version of the current one is {@code expected}. */
    public void replace(
            Bytes name, Version expected, Bytes value, WriteOptions options, Outcome<? super WriteResult> outcome) {
        refuse(outcome);
    }

    /** Deletes the value if its version is {@code expected}. */
    public void removeIf(Bytes name, Version expected, WriteOptions options, Outcome<? super WriteResult> outcome) {
        refuse(outcome);
    }

    /** Adds an element to a set. */
    public void add(Bytes name, Bytes element, WriteOptions options, Outcome<? super Version> outcome) {
        refuse(outcome);
    }

    /** Takes an element out of a set. */
    public void discard(Bytes name, Bytes element, WriteOptions options, Outcome<? super Version> outcome) {
        refuse(outcome);
    }

    /** Reads a value; empty if there is none. */
    public void get(Bytes name, ReadOptions options, Outcome<? super Optional<Versioned>> outcome) {
        refuse(outcome);
    }

    /** Reads the elements of a set, in order. */
    public void elements(Bytes name, ReadOptions options, Outcome<? super SortedSet<Bytes>> outcome) {
        refuse(outcome);
    }

    /**
     * Gives all that this node holds to those who will hold it when it has gone. Called before the node leaves the
     * overlay, and once more after it has left, for what was written meanwhile.
     *
     * @param limit when to give up
     * @param done runs once, with what was achieved
     */
    public void handOver(Duration limit, Consumer<? super HandOverReport> done) {
        context.loop().execute(() -> done.accept(new HandOverReport(0, 0)));
    }

    /** Whether this node holds all that it is responsible for, and nothing that it still has to hand over. */
    public boolean isSettled() {
        return false;
    }

    private void refuse(Outcome<?> outcome) {
        context.loop().execute(() -> outcome.failed(new UnavailableException("replication has not been built yet")));
    }

    /**
     * Takes the outcome of one operation; exactly one of its methods is called, once, on the loop.
     *
     * @param <T> what the operation gives
     */
    public interface Outcome<T> {

        /** The operation is complete. */
        void done(T value);

        /** It is not; the type of the exception says what is certain. */
        void failed(DhtException why);
    }
}
