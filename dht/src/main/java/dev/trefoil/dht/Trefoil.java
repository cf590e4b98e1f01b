package dev.trefoil.dht;

import dev.trefoil.Address;
import dev.trefoil.node.DhtNode;
import java.util.Arrays;

/**
 * The short way to a node of a distributed hash table: {@code try (Dht dht = Trefoil.start("127.0.0.1:7400")) ...}.
 *
 * <p>Such a node finds keys with Chord, keeps its share of the data on the heap (or, with {@link TrefoilBuilder#store}, in a
 * directory), and talks gRPC, to other nodes and, on
 * the same port, to clients in any language.
 */
public final class Trefoil {

    private Trefoil() {}

    /**
     * Starts a new network, with one node so far.
     *
     * @param address where to listen, as {@code host:port}; port 0 takes any free one
     * @return the node, ready to be used; close it, or let it {@link dev.trefoil.Dht#leave}, when done
     * @throws dev.trefoil.StartException if the address cannot be taken; nothing is left behind
     * @throws IllegalArgumentException if {@code address} is not an address
     */
    public static DhtNode start(String address) {
        return builder().address(Address.parse(address)).start();
    }

    /**
     * Joins a network; returns once the node is a member.
     *
     * @param address where to listen, as {@code host:port}; port 0 takes any free one
     * @param seeds some nodes of the network; one that lives is enough
     * @throws dev.trefoil.StartException if the address cannot be taken, or no seed leads into a network with the same
     *     settings within 30 s; nothing is left behind
     * @throws IllegalArgumentException if something is not an address, or no seed is given
     */
    public static DhtNode join(String address, String... seeds) {
        if (seeds.length == 0) {
            throw new IllegalArgumentException("to join a network takes a seed; start(...) begins a new one");
        }
        return builder()
                .address(Address.parse(address))
                .seeds(Arrays.stream(seeds).map(Address::parse).toList())
                .start();
    }

    /** For all that {@link #start} and {@link #join} leave at its default. */
    public static TrefoilBuilder builder() {
        return new TrefoilBuilder();
    }
}
