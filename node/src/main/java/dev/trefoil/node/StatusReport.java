package dev.trefoil.node;

import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus;
import dev.trefoil.NodeStatus.State;
import dev.trefoil.node.routing.LookupCounts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Puts the status of a process together from those of its virtual nodes. On the loop of the first one. */
final class StatusReport {

    /** What the whole says if its parts differ: the first of these that any part says. */
    private static final List<State> PRECEDENCE =
            List.of(State.CLOSED, State.LEAVING, State.JOINING, State.LOADING, State.SETTLED);

    private final NodeSettings settings;
    private final List<VirtualNode> nodes;
    private final Consumer<? super NodeStatus> done;
    private final Set<NodeRef> neighbors = new LinkedHashSet<>();
    private LookupCounts lookups = LookupCounts.NONE;
    private State state = State.SETTLED;
    private int missing;

    StatusReport(NodeSettings settings, List<VirtualNode> nodes, Consumer<? super NodeStatus> done) {
        this.settings = settings;
        this.nodes = nodes;
        this.done = done;
        this.missing = nodes.size();
    }

    void add(VirtualNode.Snapshot part) {
        if (PRECEDENCE.indexOf(part.state()) < PRECEDENCE.indexOf(state)) {
            state = part.state();
        }
        neighbors.addAll(part.neighbors());
        lookups = lookups.plus(part.lookups());
        missing--;
        if (missing == 0) {
            List<NodeRef> selves = nodes.stream().map(VirtualNode::self).toList();
            List<NodeRef> others =
                    neighbors.stream().filter(node -> !selves.contains(node)).toList();
            done.accept(status(settings, selves, others, state, lookups));
        }
    }

    /** The status of a process that is no more. */
    static NodeStatus closed(NodeSettings settings, List<VirtualNode> nodes) {
        return new NodeStatus(
                nodes.stream().map(VirtualNode::self).toList(),
                settings.network().name(),
                settings.network().overlay(),
                settings.space().bits(),
                settings.replication().replicas(),
                List.of(),
                0,
                0,
                State.CLOSED,
                0,
                0,
                0);
    }

    private static NodeStatus status(
            NodeSettings settings, List<NodeRef> selves, List<NodeRef> others, State state, LookupCounts lookups) {
        return new NodeStatus(
                selves,
                settings.network().name(),
                settings.network().overlay(),
                settings.space().bits(),
                settings.replication().replicas(),
                others,
                settings.store().entries(),
                settings.store().bytes(),
                state,
                lookups.lookups(),
                lookups.hops(),
                lookups.hopsMax());
    }
}
