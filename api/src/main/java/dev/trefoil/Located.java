package dev.trefoil;

import java.util.List;
import java.util.Optional;

/**
 * Where a key lives, and how that was found out.
 *
 * @param key what was looked for
 * @param holders the nodes that hold its value, the key's root first; on distinct addresses
 * @param range the arc around the key for which {@code holders} is the same answer, if the overlay can tell; it makes
 *     later lookups in the arc local
 * @param path the nodes that were asked and answered, in order; the hop count is its length. Empty if no node had to
 *     be asked
 */
public record Located(Key key, List<NodeRef> holders, Optional<KeyRange> range, List<NodeRef> path) {

    /** Copies the lists. */
    public Located {
        holders = List.copyOf(holders);
        path = List.copyOf(path);
    }
}
