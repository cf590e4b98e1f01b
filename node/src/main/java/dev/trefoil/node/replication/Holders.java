package dev.trefoil.node.replication;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.RpcFailure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Finds who holds a key, from memory where it can, and remembers how many replicas a key of this network can have. */
final class Holders {

    /** How many arcs are remembered. */
    static final int CACHE_LIMIT = 4_096;

    /** How many neighbours are remembered as ways into the network. */
    private static final int WAYS = 8;

    private final NodeContext context;
    private final Overlay overlay;
    private final RangeCache cache = new RangeCache(CACHE_LIMIT);
    private List<NodeRef> neighbors = List.of();
    private final Width width;
    private final int replicas;

    /** Neighbours that are more than enough: while the overlay names the same ones, nothing follows from them. */
    private List<NodeRef> ample = List.of();

    Holders(NodeContext context, Overlay overlay, int replicas) {
        this.context = context;
        this.overlay = overlay;
        this.replicas = replicas;
        this.width = new Width(context.self().address(), replicas);
    }

    /** The holders of {@code key} in rank order, perhaps out of date. */
    void find(Key key, Consumer<List<NodeRef>> onFound, Consumer<? super RpcFailure> onLost) {
        Optional<List<NodeRef>> known = cache.find(key);
        if (known.isPresent()) {
            onFound.accept(known.get());
        } else {
            locate(key, located -> onFound.accept(located.holders()), onLost);
        }
    }

    /** The holders of {@code key}, asked for now; by a node that has left, through those it knew, one after another. */
    void locate(Key key, Consumer<Located> onFound, Consumer<? super RpcFailure> onLost) {
        if (overlay.isMember()) {
            locate(key, Optional.empty(), onFound, onLost);
        } else if (neighbors.isEmpty()) {
            context.loop().execute(() -> onLost.accept(RpcFailure.UNREACHABLE));
        } else {
            locateThrough(neighbors, key, onFound, onLost);
        }
    }

    private void locateThrough(
            List<NodeRef> ways, Key key, Consumer<Located> onFound, Consumer<? super RpcFailure> onLost) {
        List<NodeRef> rest = ways.subList(1, ways.size());
        locate(key, Optional.of(ways.get(0)), onFound, why -> {
            if (rest.isEmpty()) {
                onLost.accept(why);
            } else {
                locateThrough(rest, key, onFound, onLost);
            }
        });
    }

    private void locate(
            Key key, Optional<NodeRef> via, Consumer<Located> onFound, Consumer<? super RpcFailure> onLost) {
        context.locator()
                .locate(
                        key,
                        via,
                        located -> {
                            located.range().ifPresent(range -> cache.learn(range, located.holders()));
                            width.onSeen(addresses(located.holders()));
                            onFound.accept(located);
                        },
                        onLost);
    }

    /** Whether there is anybody to ask: not if this node was the last of its network, and has left. */
    boolean hasWay() {
        return overlay.isMember() || !neighbors.isEmpty();
    }

    /** What is remembered of {@code key} has turned out to be wrong. */
    void forget(Key key) {
        cache.forget(key);
    }

    /** Looks around, to know the size of a small network and whom to ask when this node is no member. */
    void lookAround() {
        if (overlay.isMember()) {
            List<NodeRef> around = around();
            if (isAmple(around) && width.isSteady()) {
                return;
            }
            neighbors = around.subList(0, Math.min(around.size(), WAYS));
            Set<Address> addresses = addresses(around);
            width.onNeighbors(addresses);
            ample = addresses.size() > replicas ? around : List.of();
        }
    }

    /** {@code node} is about to leave. */
    void onLeaving(NodeRef node) {
        width.onLeaving(node.address());
    }

    /** Whether too few nodes can be seen to be the network: there are others that this node has lost. */
    boolean isAlone() {
        List<NodeRef> around = around();
        if (isAmple(around)) {
            return false;
        }
        Set<Address> there = addresses(around);
        there.add(context.self().address());
        return there.size() < majority();
    }

    /** How many replicas a key has. */
    int width() {
        return width.value();
    }

    /** The smallest majority of the replicas of a key. */
    int majority() {
        return width.value() / 2 + 1;
    }

    /** All neighbours the overlay can name: the nearest few may all be virtual nodes of one process. */
    private List<NodeRef> around() {
        return overlay.neighborSet(Integer.MAX_VALUE);
    }

    /** Whether these are the very neighbours that were found to be enough: the same list, so nothing has to be compared. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isAmple(List<NodeRef> around) {
        return around == ample && !around.isEmpty();
    }

    private static Set<Address> addresses(List<NodeRef> nodes) {
        Set<Address> addresses = new LinkedHashSet<>();
        nodes.forEach(node -> addresses.add(node.address()));
        return addresses;
    }
}
