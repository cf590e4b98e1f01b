package dev.trefoil.spi;

import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import java.util.Optional;

/**
 * A request on its way to one virtual node of a process.
 *
 * @param from who asks
 * @param to the id of the virtual node asked; empty for whichever the process prefers, while its id is not known yet
 * @param message the request
 */
public record Envelope(NodeRef from, Optional<Key> to, Message message) {}
