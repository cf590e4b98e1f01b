package dev.trefoil.cli.demo;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the next node of the demo listens.
 *
 * <p>Usually port 0, so that the system chooses when the node binds. But a node's id is the hash of its address, and on
 * a small circle two nodes easily hash to one point; there, a port is sought whose ids are still free.
 */
final class FreePorts {

    static final String HOST = "127.0.0.1";

    /** Whatever port the system gives, or the one that a node had before. */
    static final Address ANY = new Address(HOST, 0);

    /** From this length on, a collision among a few hundred ids is less likely than a broken machine. */
    private static final int BITS_WITHOUT_COLLISIONS = 48;

    private static final int TRIES_MAX = 2_000;

    private final KeySpace space;
    private final int virtualNodes;
    private final Set<Key> taken = new TreeSet<>();

    FreePorts(KeySpace space, int virtualNodes) {
        this.space = space;
        this.virtualNodes = virtualNodes;
    }

    /** An address for one more node. */
    Address next() throws IOException {
        if (space.bits() >= BITS_WITHOUT_COLLISIONS) {
            return ANY;
        }
        for (int i = 0; i < TRIES_MAX; i++) {
            Address address = new Address(HOST, freePort());
            List<Key> ids = new ArrayList<>();
            for (int number = 0; number < virtualNodes; number++) {
                ids.add(space.nodeId(address, number));
            }
            if (ids.stream().distinct().count() == virtualNodes && ids.stream().noneMatch(taken::contains)) {
                taken.addAll(ids);
                return address;
            }
        }
        throw Problem.of(
                        ExitCode.USAGE,
                        "a circle of " + space.bits() + " bits has no room for so many nodes",
                        "Use a larger --bits, or fewer --nodes or --virtual-nodes.")
                .asException();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
