package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import dev.trefoil.chord.ChordMessage.Leaving;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says good-bye to the neighbours: Stoica et al. 2003, section IV-E.4, voluntary departures.
 *
 * <p>Deviation: the paper lets the neighbours copy the leaver's pointers. Here a departure counts as a failure, as in the
 * proof: the neighbours only ask at once instead of at their next round, find that the leaver is no member any more, and
 * mend their lists by the rules for a dead neighbour.
 */
final class Departure {

    private final Peers peers;
    private final Leaving farewell;
    private final Runnable left;
    private final Set<NodeRef> waiting = new LinkedHashSet<>();

    Departure(Peers peers, Leaving farewell, Runnable left) {
        this.peers = peers;
        this.farewell = farewell;
        this.left = left;
    }

    /** Tells both, and runs what comes after once each has answered or failed to. */
    void tell(Optional<NodeRef> before, Optional<NodeRef> after) {
        before.ifPresent(waiting::add);
        after.ifPresent(waiting::add);
        if (waiting.isEmpty()) {
            peers.later(Duration.ZERO, left);
            return;
        }
        for (NodeRef neighbor : List.copyOf(waiting)) {
            peers.ask(neighbor, farewell, noted -> told(neighbor), why -> told(neighbor));
        }
    }

    private void told(NodeRef neighbor) {
        if (waiting.remove(neighbor) && waiting.isEmpty()) {
            left.run();
        }
    }
}
