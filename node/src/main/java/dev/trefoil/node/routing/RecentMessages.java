package dev.trefoil.node.routing;

import dev.trefoil.Key;
import dev.trefoil.node.routing.RoutingMessage.Route;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The messages that have come by a node of late, so that one whose acknowledgement was lost is not taken twice.
 *
 * <p>A bounded window: the oldest are forgotten, so a copy that comes much later would be delivered again. A message that
 * really comes back, because an application diverted it or because the nodes disagreed about the root, carries this node
 * in its path and counts as new.
 */
final class RecentMessages {

    private final Key self;
    private final Map<Visit, Boolean> seen;

    RecentMessages(Key self, int max) {
        this.self = self;
        this.seen = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Visit, Boolean> eldest) {
                return size() > max;
            }
        };
    }

    /** Whether this visit of a message is the first of its kind, as far as is remembered. */
    boolean isNew(Route route) {
        int visits = Collections.frequency(route.path(), self);
        return seen.putIfAbsent(new Visit(route.origin().id(), route.id(), visits), true) == null;
    }

    private record Visit(Key origin, long id, int number) {}
}
