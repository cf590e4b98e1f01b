package dev.trefoil.node.replication;

import dev.trefoil.Bytes;
import dev.trefoil.Cell;
import dev.trefoil.DhtException;
import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.LimitExceededException;
import dev.trefoil.Limits;
import dev.trefoil.NodeRef;
import dev.trefoil.ReadOptions;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import dev.trefoil.Versioned;
import dev.trefoil.WriteOptions;
import dev.trefoil.WriteResult;
import dev.trefoil.node.replication.ReplicationMessage.AskLoaded;
import dev.trefoil.node.replication.ReplicationMessage.Compare;
import dev.trefoil.node.replication.ReplicationMessage.Fetch;
import dev.trefoil.node.replication.ReplicationMessage.ListRange;
import dev.trefoil.node.replication.ReplicationMessage.LoadedAnswer;
import dev.trefoil.node.replication.ReplicationMessage.Offer;
import dev.trefoil.node.replication.ReplicationMessage.Prepare;
import dev.trefoil.node.replication.ReplicationMessage.Push;
import dev.trefoil.node.replication.ReplicationMessage.Read;
import dev.trefoil.node.replication.ReplicationMessage.TakeOver;
import dev.trefoil.node.replication.ReplicationMessage.Write;
import dev.trefoil.spi.Codec;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The replicated table of one virtual node: carries out operations of its application, and holds its share of the data.
 *
 * <p>Used on the node's loop only. Outcomes are told on the loop too, never before the call returns.
 */
public final class Replication {

    /** A time to live that need not be counted down. */
    private static final Duration FOR_EVER = Duration.ofDays(1_000_000);

    private final NodeContext context;
    private final Overlay overlay;
    private final Store store;
    private final Siblings siblings;
    private final Admission admission;
    private final HybridClock clock;
    private final Peers peers;
    private final Holders holders;
    private final Share share;
    private final Shelf shelf;
    private final Replica replica;
    private final Handoff handoff;
    private final Strays strays;
    private final RangeLoader loader;
    private final Transfers transfers;
    private final Upkeep upkeep;
    private final Origin origin;

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
        NodeRef self = context.self();
        this.context = context;
        this.overlay = overlay;
        this.store = store;
        this.siblings = siblings;
        admission = new Admission(context.space(), limits);
        clock = new HybridClock(self.id(), context.random().nextLong(), context.wallClock(), config.clockAhead());
        peers = new Peers(context);
        holders = new Holders(context, overlay, config.replicas());
        share = new Share(overlay, self, config.replicas());
        shelf = new Shelf(store);
        Promises promises = new Promises(Promises.LIMIT);
        replica = new Replica(context.loop(), overlay, store, share, admission, clock, promises);
        handoff = new Handoff(peers, shelf, holders, self);
        strays = new Strays(context.loop(), overlay, store, share, siblings, handoff);
        Pieces pieces = new Pieces(self, context.space(), holders);
        Sources sources = new Sources(peers, shelf, replica, siblings);
        loader = new RangeLoader(
                self, pieces, context.loop(), peers, holders, share, sources, config.replicas(), config.lossGrace());
        transfers = new Transfers(context, overlay, share, shelf, replica, config.replicas(), strays, holders);
        Retirement retirement = new Retirement(self, peers, holders, share, pieces, strays);
        Reconciler reconciler = new Reconciler(self, peers, holders, share, shelf, pieces, sources);
        Relief relief = new Relief(self, peers, share, siblings);
        upkeep = new Upkeep(context, store, config, holders, share, relief, loader, retirement, strays, reconciler);
        origin = new Origin(context, peers, holders, clock, config.operations());
        store.onDamage(key -> context.loop().execute(() -> reload(key)));
    }

    /** Reads and writes the messages of replication. */
    public static Codec codec() {
        return ReplicationCodec.TABLE;
    }

    /**
     * Begins to answer other nodes and to look after its share of the data; called once, when the node is a member.
     *
     * @param newNetwork whether this node founded the network, alone or, in a simulation, together with all others: then
     *     it has all there is of its share, which is nothing
     */
    public void start(boolean newNetwork) {
        peers.serve(Write.class, (from, request, responder) -> responder.reply(replica.write(request)));
        peers.serve(Read.class, (from, request, responder) -> responder.reply(replica.read(request)));
        peers.serve(Prepare.class, (from, request, responder) -> responder.reply(replica.prepare(request)));
        peers.serve(
                AskLoaded.class,
                (from, request, responder) -> responder.reply(new LoadedAnswer(share.isLoaded(request.range()))));
        peers.serve(ListRange.class, (from, request, responder) -> responder.reply(transfers.list(request)));
        peers.serve(Fetch.class, (from, request, responder) -> responder.reply(transfers.fetch(request)));
        peers.serve(Offer.class, (from, request, responder) -> responder.reply(transfers.offer(from, request)));
        peers.serve(Push.class, (from, request, responder) -> responder.reply(transfers.push(request)));
        peers.serve(TakeOver.class, (from, request, responder) -> transfers.takeOver(from, request, responder::reply));
        peers.serve(Compare.class, (from, request, responder) -> responder.reply(transfers.compare(request)));
        if (newNetwork) {
            share.loadAll();
        }
        upkeep.start();
    }

    /** The overlay has seen a neighbour come or go: what this node is responsible for may have changed. */
    public void neighborsChanged() {
        upkeep.changed();
    }

    /** Stores a value; the version is the new value's. */
    public void put(Bytes name, Bytes value, WriteOptions options, Outcome<? super Version> outcome) {
        long expiry = expiry(options);
        if (isAllowed(outcome, admission.checkName(name), admission.checkValue(value))) {
            write(register(name), version -> register(version, Optional.of(value), expiry), options, outcome);
        }
    }

    /** Deletes the value, if there is one; the version is the deletion's. */
    public void remove(Bytes name, WriteOptions options, Outcome<? super Version> outcome) {
        if (isAllowed(outcome, admission.checkName(name))) {
            write(register(name), version -> register(version, Optional.empty(), Cell.NEVER), options, outcome);
        }
    }

    /** Stores a value if there is none; at most one of several succeeds. */
    public void putIfAbsent(Bytes name, Bytes value, WriteOptions options, Outcome<? super WriteResult> outcome) {
        if (isAllowed(outcome, admission.checkName(name), admission.checkValue(value))) {
            writeIf(Optional::isEmpty, name, Optional.of(value), options, outcome);
        }
    }

    /** Stores a value if the version of the current one is {@code expected}. */
    public void replace(
            Bytes name, Version expected, Bytes value, WriteOptions options, Outcome<? super WriteResult> outcome) {
        if (isAllowed(outcome, admission.checkName(name), admission.checkValue(value))) {
            writeIf(isVersion(expected), name, Optional.of(value), options, outcome);
        }
    }

    /** Deletes the value if its version is {@code expected}. */
    public void removeIf(Bytes name, Version expected, WriteOptions options, Outcome<? super WriteResult> outcome) {
        if (isAllowed(outcome, admission.checkName(name))) {
            writeIf(isVersion(expected), name, Optional.empty(), options, outcome);
        }
    }

    /** Adds an element to a set. */
    public void add(Bytes name, Bytes element, WriteOptions options, Outcome<? super Version> outcome) {
        long expiry = expiry(options);
        if (isAllowed(outcome, admission.checkName(name), admission.checkElement(element))) {
            Cell empty = new Cell(Version.NONE, Optional.of(Bytes.EMPTY), expiry);
            write(set(name), version -> Entry.Elements.of(element, at(version, empty)), options, outcome);
        }
    }

    /** Takes an element out of a set. */
    public void discard(Bytes name, Bytes element, WriteOptions options, Outcome<? super Version> outcome) {
        if (isAllowed(outcome, admission.checkName(name), admission.checkElement(element))) {
            write(set(name), version -> Entry.Elements.of(element, Cell.deletion(version)), options, outcome);
        }
    }

    /** Reads a value; empty if there is none. */
    public void get(Bytes name, ReadOptions options, Outcome<? super Optional<Versioned>> outcome) {
        if (isAllowed(outcome, admission.checkName(name))) {
            read(register(name), options, Mapped.of(outcome, this::value));
        }
    }

    /** Reads the elements of a set, in order. */
    public void elements(Bytes name, ReadOptions options, Outcome<? super SortedSet<Bytes>> outcome) {
        if (isAllowed(outcome, admission.checkName(name))) {
            read(set(name), options, Mapped.of(outcome, this::live));
        }
    }

    /**
     * Gives all that this node holds to those who will hold it when it has gone. Called before the node leaves the
     * overlay, and once more after it has left, for what was written meanwhile.
     *
     * @param limit when to give up
     * @param done runs once, with what was achieved
     */
    public void handOver(Duration limit, Consumer<? super HandOverReport> done) {
        upkeep.leave();
        holders.lookAround();
        share.refresh();
        for (NodeRef neighbor : overlay.neighborSet(ReplicationConfig.REPLICAS_MAX)) {
            peers.ask(neighbor, new Offer(List.of(), true), Round.TIMEOUT, heard -> {}, why -> {});
        }
        HandOver.start(context.loop(), store, handoff, this::isOwn, limit, done);
    }

    /** Whether this node holds all that it is responsible for, and nothing that it still has to hand over. */
    public boolean isSettled() {
        share.refresh();
        return share.isKnown()
                && share.missing().isEmpty()
                && share.retained().isEmpty()
                && strays.isEmpty()
                && !loader.isRunning();
    }

    /**
     * Whether this node needs what the store holds under {@code key}: because it is one of its replicas, or because it
     * still answers for it while others load it. From any thread; for {@link Siblings}.
     */
    public boolean needs(Key key) {
        return share.needs(key);
    }

    /** Where within {@code range} this node has all there is, and answers for it. From any thread; for {@link Siblings}. */
    public List<KeyRange> answering(KeyRange range) {
        return share.loaded().intersect(range).ranges();
    }

    /** The store has lost something under {@code key}: until the others have been asked, this node does not know it. */
    private void reload(Key key) {
        if (share.isLoaded(key)) {
            share.release(new KeyRange(key.minus(Key.powerOfTwo(0)), key));
            upkeep.changed();
        }
    }

    private void write(
            Slot slot,
            Function<? super Version, ? extends Entry> entryOf,
            WriteOptions options,
            Outcome<? super Version> outcome) {
        origin.start(new WriteOperation(origin, slot, entryOf, options, outcome), outcome);
    }

    private void writeIf(
            Predicate<? super Optional<Cell>> condition,
            Bytes name,
            Optional<Bytes> value,
            WriteOptions options,
            Outcome<? super WriteResult> outcome) {
        Cell cell = new Cell(Version.NONE, value, value.isPresent() ? expiry(options) : Cell.NEVER);
        origin.start(
                new ConditionalOperation(
                        origin, register(name), condition, version -> at(version, cell), options, outcome),
                outcome);
    }

    private void read(Slot slot, ReadOptions options, Outcome<? super Optional<Entry>> outcome) {
        origin.start(new ReadOperation(origin, slot, options, outcome), outcome);
    }

    private Slot register(Bytes name) {
        return new Slot(context.space().place(name), Slot.Kind.REGISTER, name);
    }

    private Slot set(Bytes name) {
        return new Slot(context.space().place(name), Slot.Kind.SET, name);
    }

    private static Entry register(Version version, Optional<Bytes> value, long expiry) {
        return new Entry.Register(new Cell(version, value, expiry));
    }

    private static Cell at(Version version, Cell cell) {
        return new Cell(version, cell.value(), cell.expiresAtMillis());
    }

    /** The time to live becomes an absolute time here, once; nothing later moves it. */
    private long expiry(WriteOptions options) {
        return options.timeToLive()
                .filter(time -> time.compareTo(FOR_EVER) < 0)
                .map(time -> clock.millis() + Math.max(1, time.toMillis()))
                .orElse(Cell.NEVER);
    }

    private static Predicate<Optional<Cell>> isVersion(Version expected) {
        return current -> current.map(cell -> cell.version().equals(expected)).orElse(false);
    }

    private Optional<Versioned> value(Optional<Entry> found) {
        return found.map(entry -> ((Entry.Register) entry).cell())
                .filter(this::isLive)
                .map(cell -> new Versioned(cell.value().orElseThrow(), cell.version(), cell.expiry()));
    }

    private SortedSet<Bytes> live(Optional<Entry> found) {
        TreeSet<Bytes> elements = new TreeSet<>();
        found.ifPresent(entry -> ((Entry.Elements) entry).cells().forEach((element, cell) -> {
            if (isLive(cell)) {
                elements.add(element);
            }
        }));
        return Collections.unmodifiableSortedSet(elements);
    }

    private boolean isLive(Cell cell) {
        return cell.isLive(Instant.ofEpochMilli(clock.millis()));
    }

    private boolean isOwn(Slot slot) {
        return share.covers(slot.key()) || share.isLoaded(slot.key()) || !siblings.cover(slot.key());
    }

    @SafeVarargs
    private boolean isAllowed(Outcome<?> outcome, Optional<LimitExceededException>... checks) {
        for (Optional<LimitExceededException> check : checks) {
            if (check.isPresent()) {
                context.loop().execute(() -> outcome.failed(check.get()));
                return false;
            }
        }
        return true;
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
