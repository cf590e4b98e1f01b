package dev.trefoil.lab.ring;

import dev.trefoil.Address;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Census;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Distinct addresses, drawn at random, and the nodes they host: ids are the SHA-1 of the addresses, as in a real network. */
public final class Hosts {

    private static final int PORT = 7400;

    private int next;

    /** Addresses that follow each other from a random one on. */
    public Hosts(RandomGenerator random) {
        this.next = random.nextInt();
    }

    /** An address that was not given out before. */
    public Address address() {
        int ip = next++;
        String host = (ip >>> 24) + "." + (ip >>> 16 & 255) + "." + (ip >>> 8 & 255) + "." + (ip & 255);
        return new Address(host, PORT);
    }

    /** A node that was not given out before. */
    public NodeRef node() {
        Address address = address();
        return new NodeRef(KeySpace.FULL.nodeId(address, 0), address);
    }

    /** A network of {@code hosts} processes with {@code virtualNodes} nodes each. */
    public Census census(int hosts, int virtualNodes) {
        List<NodeRef> members = new ArrayList<>(hosts * virtualNodes);
        for (int host = 0; host < hosts; host++) {
            Address address = address();
            for (int number = 0; number < virtualNodes; number++) {
                members.add(new NodeRef(KeySpace.FULL.nodeId(address, number), address));
            }
        }
        return Census.of(members);
    }
}
