package dev.trefoil.testkit;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.MalformedMessageException;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.OverlayProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * A small network of nodes that are nothing but overlays, in a virtual time of its own: a queue of tasks, messages that
 * take up to 40 ms and are written and read again on their way, and lookups from node to node.
 */
final class Miniature {

    private static final int SLOWEST_MILLIS = 40;
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    /** A task and when it is due; equal moments keep the order of the calls. */
    private record Due(long nanos, long number, MiniatureNode node, Runnable task) {}

    private final long seed;
    private final OverlayProvider overlay;
    private final RandomGenerator delays;
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::number));
    private final Map<NodeRef, MiniatureNode> nodes = new LinkedHashMap<>();
    private final Map<String, Message> overheard = new TreeMap<>();
    private final List<Throwable> thrown = new ArrayList<>();
    private @Nullable MiniatureNode running;
    private long now;
    private long number;
    private long transcript;

    Miniature(OverlayProvider overlay, long seed) {
        this.overlay = overlay;
        this.seed = seed;
        this.delays = random("delays");
    }

    OverlayProvider overlay() {
        return overlay;
    }

    KeySpace space() {
        return KeySpace.FULL;
    }

    /** Chance for one purpose, decided by the seed of this network. */
    RandomGenerator random(String purpose) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 31 + purpose.hashCode());
    }

    InstantSource wallClock() {
        return () -> EPOCH.plusNanos(now);
    }

    /** Virtual node {@code number} of the host {@code host}. */
    NodeRef ref(int host, int virtual) {
        Address address = new Address("10.0.0." + host, 7400);
        return new NodeRef(space().nodeId(address, virtual), address);
    }

    /** A node that is up but has not joined. */
    MiniatureNode create(NodeRef self) {
        MiniatureNode node = new MiniatureNode(this, self);
        nodes.put(self, node);
        return node;
    }

    /** All nodes there have ever been. */
    List<MiniatureNode> nodes() {
        return List.copyOf(nodes.values());
    }

    /** The nodes that are up and members, in the order of their ids. */
    List<MiniatureNode> members() {
        return nodes.values().stream()
                .filter(node -> node.isUp() && node.overlay().isMember())
                .sorted(Comparator.comparing(node -> node.self().id()))
                .toList();
    }

    Census census() {
        return Census.of(members().stream().map(MiniatureNode::self).toList());
    }

    /** The node at {@code ref} if it is up. */
    @Nullable
    MiniatureNode at(NodeRef ref) {
        MiniatureNode node = nodes.get(ref);
        return node != null && node.isUp() ? node : null;
    }

    /** One message of each type that has been sent, by the name of the type. */
    List<Message> overheard() {
        return List.copyOf(overheard.values());
    }

    /** What tasks have thrown. */
    List<Throwable> thrown() {
        return thrown;
    }

    /** A hash of all messages so far: who, to whom, when, what. */
    long transcript() {
        return transcript;
    }

    long nanoTime() {
        return now;
    }

    boolean isRunning(MiniatureNode node) {
        return running == node;
    }

    /** Runs {@code task} on the loop of {@code node}, {@code delay} from now, if the node is up then. */
    void schedule(MiniatureNode node, Duration delay, Runnable task) {
        long nanos = delay.isNegative() ? 0 : delay.compareTo(Duration.ofDays(9_999)) > 0 ? -1 : delay.toNanos();
        if (nanos >= 0) {
            queue.add(new Due(now + nanos, number++, node, task));
        }
    }

    /** Lets {@code message} travel from node to node; {@code arrival} runs on the loop of {@code to}. */
    void carry(MiniatureNode from, MiniatureNode to, Message message, Runnable arrival) {
        overheard.put(message.getClass().getName(), message);
        transcript =
                transcript * 31 + List.of(from.self(), to.self(), now, message).hashCode();
        schedule(to, delay(), arrival);
    }

    Duration delay() {
        return Duration.ofMillis(1 + delays.nextInt(SLOWEST_MILLIS));
    }

    /** What arrives when {@code message} is sent: the same, written and read. */
    Message throughTheWire(Message message) {
        try {
            Message read = overlay.codec().decode(overlay.codec().encode(message));
            if (!read.equals(message)) {
                throw new AssertionError("sent " + message + ", read " + read);
            }
            return read;
        } catch (MalformedMessageException e) {
            throw new AssertionError("cannot be read again: " + message, e);
        }
    }

    void run(Duration duration) {
        runUntil(() -> false, duration);
    }

    /**
     * Runs until {@code condition} holds, looked at after every task, but at most {@code limit}.
     *
     * @return whether it holds
     */
    boolean runUntil(BooleanSupplier condition, Duration limit) {
        long end = now + limit.toNanos();
        while (!condition.getAsBoolean()) {
            Due due = queue.peek();
            if (due == null || due.nanos() > end) {
                now = end;
                return condition.getAsBoolean();
            }
            queue.remove();
            now = due.nanos();
            if (due.node().isUp()) {
                run(due);
            }
        }
        return true;
    }

    private void run(Due due) {
        running = due.node();
        try {
            due.task().run();
        } catch (RuntimeException | AssertionError e) {
            thrown.add(e);
        } finally {
            running = null;
        }
    }

    /** Any key. */
    Key randomKey(RandomGenerator random) {
        return space().random(random);
    }
}
