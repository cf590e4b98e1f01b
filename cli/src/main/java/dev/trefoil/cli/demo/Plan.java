package dev.trefoil.cli.demo;

import dev.trefoil.Consistency;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * What the demo is about to do.
 *
 * @param nodes how many processes it starts with
 * @param replicas N, the copies kept of every value
 * @param virtualNodes how many points on the circle each process has
 * @param bits m, the length of identifiers
 * @param kill how many processes are killed at once
 * @param overlay the overlay they speak
 */
record Plan(int nodes, int replicas, int virtualNodes, int bits, int kill, String overlay) {

    /** More processes than this are no demo on one machine. */
    static final int NODES_MAX = 32;

    private static final long HEAP_BASE_MEGABYTES = 160;

    /** The value, the copy that is being sent, the one that is being received, and room for the collector. */
    private static final long HEAP_PER_BYTE = 4;

    static final int REPLICAS_MAX = 16;
    static final int VIRTUAL_NODES_MAX = 64;

    /** Refuses what cannot be done, in words for the person who asked for it. */
    Plan {
        within("--nodes", nodes, 3, NODES_MAX);
        within("--replicas", replicas, 1, REPLICAS_MAX);
        within("--virtual-nodes", virtualNodes, 1, VIRTUAL_NODES_MAX);
        within("--bits", bits, KeySpace.BITS_MIN, Key.BITS);
        within("--kill", kill, 0, nodes - 1);
    }

    /** Whether more nodes are killed at once than there are copies to spare. */
    boolean isReckless() {
        return kill >= replicas;
    }

    /** How many newcomers join: enough to make up for the killed ones, and always one. */
    int newcomers() {
        return Math.max(1, kill);
    }

    /**
     * What a write must have reached so that it outlives the killing of {@code kill} nodes: one copy more than are
     * killed. A quorum, if that is enough.
     */
    Consistency acknowledgement() {
        return Consistency.QUORUM.of(replicas) > kill ? Consistency.QUORUM : Consistency.ALL;
    }

    /**
     * Whom to kill: the first of {@code nodes}, and those that follow it on the circle, where the copies of its keys
     * lie. There is no worse choice.
     */
    <T> List<T> victims(List<T> nodes, Function<? super T, Key> id) {
        if (kill == 0 || nodes.isEmpty()) {
            return List.of();
        }
        Key first = id.apply(nodes.get(0));
        List<T> clockwise = new ArrayList<>(nodes);
        clockwise.sort(Comparator.comparing(node -> first.distanceTo(id.apply(node))));
        return List.copyOf(clockwise.subList(0, Math.min(kill, clockwise.size())));
    }

    /** What each node is started with. */
    List<String> nodeFlags() {
        return List.of(
                "--network",
                "demo",
                "--overlay",
                overlay,
                "--replicas",
                Integer.toString(replicas),
                "--virtual-nodes",
                Integer.toString(virtualNodes),
                "--bits",
                Integer.toString(bits));
    }

    /** The heap for one node, if it had to hold all of {@code bytes}, as the last few do. */
    long heapMegabytes(long bytes) {
        return HEAP_BASE_MEGABYTES + HEAP_PER_BYTE * bytes / 1_000_000;
    }

    private static void within(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw Problem.of(ExitCode.USAGE, option + " is from " + min + " to " + max + ", not " + value)
                    .asException();
        }
    }
}
