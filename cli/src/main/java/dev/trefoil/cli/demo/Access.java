package dev.trefoil.cli.demo;

import dev.trefoil.Bytes;
import java.util.Optional;

/** The network as the demo's workers use it. Thread-safe; calls block, and fail with a {@code DhtException}. */
interface Access {

    /** Stores a value; when this returns, the write is acknowledged. */
    void put(Bytes name, Bytes value);

    /** The value, or empty if there is certainly none. */
    Optional<Bytes> get(Bytes name);
}
