package dev.trefoil.cli.demo;

import dev.trefoil.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processes of the demo. Whatever happens to the demo, none of them outlives it.
 *
 * <p>Thread-safe: a shutdown hook closes it while the story is still being told.
 */
final class Fleet implements AutoCloseable {

    /** How long a node may take to start and join on a busy machine. */
    private static final Duration START_LIMIT = Duration.ofSeconds(40);

    /** The node itself gives up handing over a little earlier. */
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(35);

    private final NodeCommandLine java;
    private final List<String> flags;
    private final FreePorts ports;
    private final Disks disks;
    private final Path logs;
    private final List<NodeProcess> living = new ArrayList<>();

    /** Processes that are not members: starting, or leaving. */
    private final List<NodeProcess> between = new ArrayList<>();

    private final List<Address> gone = new ArrayList<>();
    private final List<Integer> discarded = new ArrayList<>();
    private boolean closed;

    /**
     * A fleet without ships.
     *
     * @param flags of the node command, the same for all
     * @param disks where they keep their values
     * @param logs a directory for what the nodes write
     */
    Fleet(NodeCommandLine java, List<String> flags, FreePorts ports, Disks disks, Path logs) {
        this.java = java;
        this.flags = List.copyOf(flags);
        this.ports = ports;
        this.disks = disks;
        this.logs = logs;
    }

    /** Starts {@code count} nodes at once, which join through the living ones, and waits until all are members. */
    List<NodeProcess> start(int count) throws IOException, InterruptedException {
        List<Address> seeds = addresses();
        List<NodeProcess> fresh = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fresh.add(launch(seeds));
        }
        for (NodeProcess node : fresh) {
            node.awaitReady(START_LIMIT);
        }
        synchronized (this) {
            living.addAll(fresh);
            between.removeAll(fresh);
        }
        return fresh;
    }

    /** Kills nodes at the same moment. */
    synchronized void kill(List<NodeProcess> victims) {
        victims.forEach(NodeProcess::kill);
        forget(victims);
    }

    /** Asks a node to leave and waits until it has gone; true if it handed everything over. */
    boolean leave(NodeProcess node) throws InterruptedException {
        node.askToLeave();
        synchronized (this) {
            forget(List.of(node));
            between.add(node);
        }
        boolean politely = node.awaitEnd(LEAVE_LIMIT);
        node.kill();
        return politely;
    }

    /** The nodes that are members, in the order of their numbers. */
    synchronized List<NodeProcess> living() {
        return List.copyOf(living);
    }

    /** Where the living nodes listen. */
    List<Address> addresses() {
        return living().stream().map(NodeProcess::address).toList();
    }

    /** Where the nodes listened that were killed or have left. */
    synchronized List<Address> gone() {
        return List.copyOf(gone);
    }

    /** How many nodes of the last run are still to be started. */
    synchronized int sleeping() {
        return disks.left();
    }

    /** Nodes that were killed or have left will not be there in the next run. */
    synchronized void discardDisksOfTheGone() throws IOException {
        for (int number : discarded) {
            disks.discard(number);
        }
        discarded.clear();
    }

    /** A node that should be alive and is not. */
    Optional<NodeProcess> casualty() {
        return living().stream().filter(node -> !node.isAlive()).findFirst();
    }

    /** Whether the end has begun. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** Kills every node that is still there. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        living.forEach(NodeProcess::kill);
        between.forEach(NodeProcess::kill);
    }

    /** Under the lock, so that no node starts after {@link #close} has looked. */
    private synchronized NodeProcess launch(List<Address> seeds) throws IOException, InterruptedException {
        if (closed) {
            throw new InterruptedException("the demo is ending");
        }
        List<String> arguments = new ArrayList<>(List.of("node", "--json", "--until-stdin-closes"));
        boolean isOld = disks.left() > 0;
        int number = disks.next();
        // A node that was there before listens where it did then.
        arguments.addAll(List.of("--listen", (isOld ? FreePorts.ANY : ports.next()).toString()));
        arguments.addAll(disks.flags(number));
        arguments.addAll(flags);
        seeds.forEach(seed -> arguments.addAll(List.of("--seed", seed.toString())));
        NodeProcess node = NodeProcess.start(number, java.with(arguments), logs);
        // Not yet a member, but already a process that must not be left behind.
        between.add(node);
        return node;
    }

    private void forget(List<NodeProcess> nodes) {
        living.removeAll(nodes);
        nodes.forEach(node -> gone.add(node.address()));
        nodes.forEach(node -> discarded.add(node.number()));
    }
}
