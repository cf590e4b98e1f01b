package dev.trefoil.node.routing;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.kbr.Forwarding;
import dev.trefoil.node.routing.RoutingMessage.Outcome;
import dev.trefoil.node.routing.RoutingMessage.Route;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.RoutingStep;
import dev.trefoil.spi.RpcFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One message at one node, from the moment the node has taken the responsibility for it until the next node has.
 *
 * <p>Never sends a message back to a node it came by, so it cannot go in circles; only to the root of its key, as a node
 * that knows the root names it, may it return. Belongs to the node's loop.
 */
final class Passage {

    private final Route route;
    private final Optional<NodeRef> hint;
    private final NodeContext context;
    private final Overlay overlay;
    private final Applications applications;
    private final RoutingConfig config;
    private final Station station;
    private final Deque<NodeRef> candidates = new ArrayDeque<>();
    private boolean rootKnown;
    private int attempts;

    Passage(
            Route route,
            Optional<NodeRef> hint,
            NodeContext context,
            Overlay overlay,
            Applications applications,
            RoutingConfig config,
            Station station) {
        this.route = route;
        this.hint = hint;
        this.context = context;
        this.overlay = overlay;
        this.applications = applications;
        this.config = config;
        this.station = station;
    }

    /** Finds out where to send the message, by what the overlay knows now, and sends it. */
    void decide() {
        if (route.atRoot()) {
            station.deliver(route);
        } else if (route.path().size() >= config.hopsMax()) {
            lose();
        } else {
            attempts++;
            RoutingStep step = overlay.nextStep(route.key());
            rootKnown = step instanceof RoutingStep.Here;
            candidates.clear();
            hint.filter(node -> !rootKnown && !node.equals(context.self())).ifPresent(candidates::add);
            candidates.addAll(worthAsking(step));
            tryNext();
        }
    }

    private List<NodeRef> worthAsking(RoutingStep step) {
        if (step instanceof RoutingStep.Here here) {
            // The holders in rank order: if the root is dead, the next one is the root. Beyond ourselves none is.
            int self = here.holders().indexOf(context.self());
            return self < 0 ? here.holders() : here.holders().subList(0, self + 1);
        }
        return ((RoutingStep.Onward) step)
                .candidates().stream()
                        .filter(node -> !route.path().contains(node.id()))
                        .limit(config.candidatesMax())
                        .toList();
    }

    private void tryNext() {
        NodeRef next = candidates.poll();
        if (next == null) {
            waitForBetterTables();
        } else if (next.equals(context.self())) {
            station.deliver(route);
        } else {
            Forwarding wish = applications.forward(route.application(), route.key(), route.payload(), next);
            if (wish instanceof Forwarding.Stop stop) {
                stop.reply().ifPresent(reply -> station.tell(route, Outcome.ANSWERED, reply));
                station.passed();
            } else if (wish instanceof Forwarding.Divert divert) {
                NodeRef hop = divert.nextHop().orElse(next);
                send(hop, divert.payload(), rootKnown && hop.equals(next));
            } else {
                send(next, route.payload(), rootKnown);
            }
        }
    }

    private void send(NodeRef hop, Bytes payload, boolean atRoot) {
        List<Key> path = new ArrayList<>(route.path());
        path.add(context.self().id());
        Route onward = new Route(
                route.origin(),
                route.id(),
                route.key(),
                route.application(),
                payload,
                path,
                atRoot,
                route.answerExpected());
        context.rpc().ask(hop, onward, taken -> station.passed(), this::passBy);
    }

    private void passBy(RpcFailure why) {
        if (why == RpcFailure.CLOSED) {
            station.passed();
        } else {
            tryNext();
        }
    }

    private void waitForBetterTables() {
        if (attempts < config.attempts()) {
            context.loop().schedule(config.pause().multipliedBy(1L << Math.min(attempts - 1, 16)), this::decide);
        } else {
            lose();
        }
    }

    private void lose() {
        station.tell(route, Outcome.LOST, Bytes.EMPTY);
        station.passed();
    }

    /** The node at which a message is. */
    interface Station {

        /** The message is to be delivered here, and its passage ends. */
        void deliver(Route route);

        /** The origin of the message is to be told what became of it. */
        void tell(Route route, Outcome outcome, Bytes payload);

        /** The passage ends: somebody else is responsible now, or nobody. */
        void passed();
    }
}
