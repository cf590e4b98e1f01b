package dev.trefoil.spi;

import dev.trefoil.Address;

/** How near two hosts are: the round-trip time between them, as a simulation knows it. Pure, thread-safe. */
@FunctionalInterface
public interface Proximity {

    /** All hosts are equally near. */
    Proximity NONE = (from, to) -> 0;

    /** Nanoseconds there and back, without queueing. */
    long roundTripNanos(Address from, Address to);
}
