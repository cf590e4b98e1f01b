package dev.trefoil.spi;

import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import java.util.List;

/**
 * An overlay that can say what it strives for: who should hold a key, and what each member should know.
 *
 * <p>A simulator judges lookups by it, and begins with a large network that has converged without living through the
 * joins. Nothing that runs on a real network uses it.
 */
public interface IdealOverlay extends OverlayProvider {

    /**
     * Who holds {@code key} when all members know each other's places: the root first, then the replicas in rank order,
     * on distinct addresses, at most {@code count}.
     */
    List<NodeRef> holders(Census members, Key key, int count);

    /**
     * Makes {@code overlay}, in place of its join, a member that knows what it should; its upkeep begins.
     *
     * @param overlay created by this provider, not a member yet, itself in the census
     * @param members all members of the network
     * @param proximity how near they are to each other, for overlays that choose among equals
     */
    void enter(Overlay overlay, Census members, Proximity proximity);
}
