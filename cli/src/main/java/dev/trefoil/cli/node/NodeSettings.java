package dev.trefoil.cli.node;

import dev.trefoil.Address;
import dev.trefoil.KeySpace;
import dev.trefoil.dht.StoreDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a node is started. All but the address, the seeds and the virtual nodes must be the same in the whole network.
 *
 * @param listen where it listens
 * @param seeds nodes to join through; empty to start a network
 * @param overlay how keys find nodes
 * @param replicas N, the copies kept of every value
 * @param virtualNodes how many points on the circle it has
 * @param space its identifiers
 * @param network the name of its network
 * @param joinTime how long it looks for the network
 * @param store where it keeps its values; in memory if empty
 */
record NodeSettings(
        Address listen,
        List<Address> seeds,
        String overlay,
        int replicas,
        int virtualNodes,
        KeySpace space,
        String network,
        Duration joinTime,
        Optional<StoreDirectory> store) {

    /** Copies the list. */
    NodeSettings {
        seeds = List.copyOf(seeds);
    }
}
