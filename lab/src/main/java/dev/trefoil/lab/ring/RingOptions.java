package dev.trefoil.lab.ring;

import dev.trefoil.node.routing.RoutingConfig;
import dev.trefoil.node.rpc.RpcConfig;
import dev.trefoil.spi.IdealOverlay;
import java.time.Duration;

/**
 * What the nodes of a {@link LivingRing} are made of.
 *
 * @param overlay how keys find nodes
 * @param rpc how long they wait for answers
 * @param routing the limits of the experiment's lookups
 * @param upkeepRouting the limits of the overlay's own lookups
 */
public record RingOptions(IdealOverlay overlay, RpcConfig rpc, RoutingConfig routing, RoutingConfig upkeepRouting) {

    /** The papers' rule: who does not answer within half a second is gone. */
    public static final Duration PAPER_TIMEOUT = Duration.ofMillis(500);

    /** Nodes that wait half a second for every answer, and look up with up to {@code attempts} attempts. */
    public static RingOptions asThePapers(IdealOverlay overlay, int attempts, int candidates) {
        RoutingConfig usual = RoutingConfig.defaults();
        RoutingConfig routing = new RoutingConfig(
                usual.hopsMax(),
                usual.questionsMax(),
                candidates,
                attempts,
                usual.pause(),
                Duration.ofMinutes(2),
                Duration.ofMinutes(2),
                usual.underWayMax(),
                usual.seenMax());
        return new RingOptions(overlay, waiting(PAPER_TIMEOUT), routing, usual);
    }

    /** These options, with another time to wait for an answer. */
    public RingOptions withTimeout(Duration timeout) {
        return new RingOptions(overlay, waiting(timeout), routing, upkeepRouting);
    }

    private static RpcConfig waiting(Duration timeout) {
        RpcConfig simulated = RpcConfig.forSimulation();
        return new RpcConfig(
                timeout,
                timeout,
                timeout,
                simulated.transportGrace(),
                simulated.measuredPeersMax(),
                simulated.outstandingMax(),
                simulated.inboundMax());
    }
}
