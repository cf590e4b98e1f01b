package dev.trefoil.lab.ring;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.Limits;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.RouteReply;
import dev.trefoil.node.routing.Recursion;
import dev.trefoil.node.routing.Router;
import dev.trefoil.node.rpc.NodeRpc;
import dev.trefoil.node.rpc.PeerListener;
import dev.trefoil.node.rpc.Switchboard;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Locator;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.Rpc;
import dev.trefoil.spi.Transport;
import dev.trefoil.spi.World;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One node of a {@link LivingRing}: the overlay, the requests and the lookups of a complete node, without values.
 *
 * <p>Lookups of the experiment are kept apart from those of upkeep, so that only theirs are counted.
 */
public final class LivingNode {

    private static final String APPLICATION = "lab";

    private final NodeRef self;
    private final World world;
    private final Transport transport;
    private final EventLoop loop;
    private final UpkeepRpc upkeep;
    private final Overlay overlay;
    private final Router lookups;
    private final Recursion recursion;

    LivingNode(
            NodeRef self,
            World world,
            Transport transport,
            RingOptions options,
            BiConsumer<NodeRef, NodeRef> timeouts) {
        this.self = self;
        this.world = world;
        this.transport = transport;
        loop = world.newLoop("node");
        Switchboard switchboard = new Switchboard(transport, options.rpc().inboundMax());
        transport.open(switchboard);
        NodeRpc rpc = new NodeRpc(self, KeySpace.FULL, loop, switchboard, options.rpc());
        upkeep = new UpkeepRpc(rpc);
        Rpc counted = new LookupRpc(rpc, dead -> timeouts.accept(self, dead), true);
        Router fingers = new Router(self, KeySpace.FULL, loop, rpc, options.upkeepRouting());
        lookups = new Router(
                self,
                KeySpace.FULL,
                loop,
                new LookupRpc(rpc, dead -> timeouts.accept(self, dead), false),
                options.routing());
        overlay = options.overlay().create(context("overlay", upkeep, fingers), (neighbor, joined) -> {});
        recursion = new Recursion(context("routing", counted, lookups), overlay, options.routing(), Limits.DEFAULTS);
        recursion.attach(APPLICATION, routing -> (key, payload, origin, reply) -> reply.accept(Bytes.EMPTY));
        fingers.open(overlay::nextStep);
        lookups.open(overlay::nextStep);
        recursion.open();
        rpc.open(overlay::isMember, new ForOverlay());
    }

    /** Who this is. */
    public NodeRef self() {
        return self;
    }

    /** Whether this node takes part. */
    public boolean isMember() {
        return overlay.isMember();
    }

    /** What this node knows. */
    public Overlay overlay() {
        return overlay;
    }

    /** Looks {@code key} up, asking one node after the other. */
    public void iterate(Key key, Consumer<? super Located> onFound, Runnable onLost) {
        lookups.locate(key, Optional.empty(), onFound, why -> onLost.run());
    }

    /** Sends a message to the root of {@code key}, which answers it straight. */
    public void recur(Key key, Consumer<? super RouteReply> onReply, Runnable onLost) {
        loop.execute(() -> recursion.route(APPLICATION, key, Bytes.EMPTY, onReply, why -> onLost.run()));
    }

    void join(NodeRef seed, Runnable joined, Runnable failed) {
        loop.execute(() -> overlay.join(List.of(seed), joined, why -> failed.run()));
    }

    void leave(Runnable left) {
        loop.execute(() -> overlay.leave(left));
    }

    /** Runs {@code entry}, which makes the overlay a member, without what it would ask from then on. */
    void freeze(Runnable entry) {
        upkeep.withhold(entry);
    }

    /** Ends the process; its address can be taken again. */
    void end() {
        world.close();
        transport.close();
    }

    private NodeContext context(String purpose, Rpc rpc, Locator locator) {
        return new NodeContext(self, KeySpace.FULL, loop, rpc, locator, world.random(purpose), world.wallClock());
    }

    /** Passes on what the requests hear. */
    private final class ForOverlay implements PeerListener {

        @Override
        public void heardFrom(NodeRef peer) {
            overlay.heardFrom(peer);
        }

        @Override
        public void suspect(NodeRef peer) {
            overlay.suspect(peer);
        }
    }
}
