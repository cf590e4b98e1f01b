package dev.trefoil.spi;

/** An overlay as a node is handed it: creates the part that lives in each virtual node. Immutable, thread-safe. */
public interface OverlayProvider {

    /** The name by which peers make sure that they speak the same overlay, for example {@code chord}. */
    String name();

    /** Reads and writes the overlay's own messages. */
    Codec codec();

    /** The overlay's part of one virtual node; serves its requests through the context's {@link Rpc}. */
    Overlay create(NodeContext context, NeighborListener neighbors);
}
