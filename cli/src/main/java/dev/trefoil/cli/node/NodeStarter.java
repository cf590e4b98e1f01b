package dev.trefoil.cli.node;

import dev.trefoil.Dht;
import java.util.concurrent.CompletableFuture;

/** Starts nodes. */
@FunctionalInterface
interface NodeStarter {

    /** Starts one and opens it to clients; fails with a {@code StartException}. */
    CompletableFuture<? extends Dht> start(NodeSettings settings);
}
