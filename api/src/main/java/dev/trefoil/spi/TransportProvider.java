package dev.trefoil.spi;

import dev.trefoil.Address;

/** A network as a node is handed it. Thread-safe. */
@FunctionalInterface
public interface TransportProvider {

    /**
     * Takes {@code address} for this process; port 0 takes any free one.
     *
     * @param codec reads and writes every message that will be carried
     * @throws dev.trefoil.StartException if the host is unknown or the port is taken
     */
    Transport bind(Address address, Codec codec);
}
