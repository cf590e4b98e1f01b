package dev.trefoil.cli.client;

import dev.trefoil.Address;
import java.util.List;

/** Makes clients. */
@FunctionalInterface
public interface Connector {

    /** A client that uses one of the nodes at {@code addresses}, the first preferred; connects when it is first used. */
    NodeClient connect(List<Address> addresses);
}
