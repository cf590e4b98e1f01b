package dev.trefoil.node;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus;
import dev.trefoil.node.bootstrap.Introduction;
import dev.trefoil.node.replication.Replication;
import dev.trefoil.node.replication.Siblings;
import dev.trefoil.node.routing.LookupCounts;
import dev.trefoil.node.routing.Recursion;
import dev.trefoil.node.routing.Router;
import dev.trefoil.node.rpc.NodeRpc;
import dev.trefoil.node.rpc.PeerListener;
import dev.trefoil.node.rpc.Switchboard;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Locator;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.World;
import java.util.List;
import java.util.Optional;

/**
 * One node on the circle: its overlay, routing and replication, on its own loop.
 *
 * <p>Made before its loop runs anything; from {@link #open} on everything but {@link #self}, {@link #loop} and
 * what says so belongs to the loop.
 */
final class VirtualNode {

    /** How many neighbours a status names. */
    private static final int NEIGHBORS_SHOWN = 64;

    private final NodeRef self;
    private final EventLoop loop;
    private final NodeRpc rpc;
    private final Router router;
    private final Overlay overlay;
    private final Recursion recursion;
    private final Replication replication;
    private final Introduction introduction;
    private final int replicas;
    private NodeStatus.State state = NodeStatus.State.JOINING;
    private volatile Share share = Share.NONE;

    VirtualNode(int number, NodeRef self, NodeSettings settings, Switchboard switchboard, Siblings siblings) {
        World world = settings.world();
        this.self = self;
        this.replicas = settings.replication().replicas();
        loop = world.newLoop("node " + number);
        rpc = new NodeRpc(self, settings.space(), loop, switchboard, settings.rpc());
        router = new Router(self, settings.space(), loop, rpc, settings.routing());
        introduction = new Introduction(self, settings.network(), loop, rpc, settings.bootstrap());
        overlay = settings.overlay()
                .create(context(number, "overlay", router.uncounted(), settings), this::neighborChanged);
        recursion = new Recursion(
                context(number, "routing", router, settings), overlay, settings.routing(), settings.limits());
        replication = new Replication(
                context(number, "replication", router, settings),
                overlay,
                settings.store(),
                settings.replication(),
                settings.limits(),
                siblings);
    }

    NodeRef self() {
        return self;
    }

    EventLoop loop() {
        return loop;
    }

    Router router() {
        return router;
    }

    Overlay overlay() {
        return overlay;
    }

    Recursion recursion() {
        return recursion;
    }

    Replication replication() {
        return replication;
    }

    Introduction introduction() {
        return introduction;
    }

    /** Begins to take requests: at first only those of strangers, who want to know who this is. */
    void open() {
        introduction.serve(overlay::isMember);
        router.open(overlay::nextStep);
        recursion.open();
        rpc.open(overlay::isMember, new ForOverlay());
    }

    /** This node has become a member. */
    void joined(boolean newNetwork) {
        state = NodeStatus.State.LOADING;
        replication.start(newNetwork);
        publishShare();
    }

    /** This node is about to leave. */
    void leaving() {
        state = NodeStatus.State.LEAVING;
    }

    /** Answers nobody any more. */
    void close() {
        state = NodeStatus.State.CLOSED;
        rpc.close();
        publishShare();
    }

    /** What this node knows of itself now. */
    Snapshot snapshot() {
        boolean settled = state == NodeStatus.State.LOADING && replication.isSettled();
        return new Snapshot(
                settled ? NodeStatus.State.SETTLED : state, overlay.neighborSet(NEIGHBORS_SHOWN), router.counts());
    }

    /** Whether this node is responsible for {@code key}, or still answers for it. From any thread. */
    boolean covers(Key key) {
        Share now = share;
        return now.contains(key) || (now.member && replication.needs(key));
    }

    /** Whether this node has joined, as of its last change. From any thread. */
    boolean isMember() {
        return share.member;
    }

    private NodeContext context(int number, String purpose, Locator locator, NodeSettings settings) {
        World world = settings.world();
        return new NodeContext(
                self, settings.space(), loop, rpc, locator, world.random(purpose + " " + number), world.wallClock());
    }

    private void neighborChanged(NodeRef neighbor, boolean joined) {
        publishShare();
        replication.neighborsChanged();
        recursion.neighborChanged(neighbor, joined);
    }

    private void publishShare() {
        boolean member = state != NodeStatus.State.CLOSED && overlay.isMember();
        share = new Share(member, member ? overlay.coverage(replicas) : Optional.empty());
    }

    /** One moment of a virtual node. */
    record Snapshot(NodeStatus.State state, List<NodeRef> neighbors, LookupCounts lookups) {}

    /** What a virtual node is responsible for. If its overlay cannot say, it may be anything. */
    private record Share(boolean member, Optional<KeyRange> range) {

        private static final Share NONE = new Share(false, Optional.empty());

        private boolean contains(Key key) {
            return member && range.map(arc -> arc.contains(key)).orElse(true);
        }
    }

    /** Passes on what the rpc hears. */
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
