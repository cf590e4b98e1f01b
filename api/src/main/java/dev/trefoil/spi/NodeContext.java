package dev.trefoil.spi;

import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Everything outside itself that one virtual node may touch. Nothing else may be touched.
 *
 * @param self the node's id and address
 * @param space the identifiers of its network
 * @param loop runs everything the node does
 * @param rpc asks other nodes
 * @param locator finds the holders of a key
 * @param random the node's own source of chance
 * @param wallClock the time of day, for versions and expiry only; may jump
 */
public record NodeContext(
        NodeRef self,
        KeySpace space,
        EventLoop loop,
        Rpc rpc,
        Locator locator,
        RandomGenerator random,
        InstantSource wallClock) {}
