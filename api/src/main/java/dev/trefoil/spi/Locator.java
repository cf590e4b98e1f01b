package dev.trefoil.spi;

import dev.trefoil.Key;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the holders of a key by asking from node to node. Used on the node's loop only. */
public interface Locator {

    /**
     * Looks {@code key} up over the network; exactly one of the callbacks runs, later, on the loop.
     *
     * @param via where to start asking, while this node is not a member itself; empty to start from its own tables
     */
    void locate(Key key, Optional<NodeRef> via, Consumer<? super Located> onFound, Consumer<? super RpcFailure> onLost);
}
