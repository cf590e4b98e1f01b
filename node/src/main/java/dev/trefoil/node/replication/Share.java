package dev.trefoil.node.replication;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Overlay;
import java.util.Optional;

/**
 * The part of the circle one virtual node answers for.
 *
 * <p>Two sets that are alike when all is quiet. <em>Covered</em> is what the overlay gives this node to hold.
 * <em>Loaded</em> is what it has completely; only there do its answers count. What is covered and not loaded has yet to
 * be received. What is loaded and no longer covered is <em>retained</em>: this node goes on answering for it until
 * those who come after it have it all, so that no key is without its replicas while nodes join.
 */
final class Share {

    private final Overlay overlay;
    private final NodeRef self;
    private final int replicas;
    private Optional<KeyRange> coverage = Optional.empty();
    private boolean hasArcs;
    private RangeSet covered = RangeSet.EMPTY;
    private volatile RangeSet loaded = RangeSet.EMPTY;
    private RangeSet remembered = RangeSet.EMPTY;
    private volatile RangeSet held = RangeSet.EMPTY;

    Share(Overlay overlay, NodeRef self, int replicas) {
        this.overlay = overlay;
        this.self = self;
        this.replicas = replicas;
    }

    /**
     * Takes the overlay's present view; true if it gives this node something else to hold than before.
     *
     * <p>A member whose overlay has named arcs and names none now does not know whether it still has its place: after a
     * pause others may have taken it, and accepted writes that this node has not seen.
     */
    boolean refresh() {
        Optional<KeyRange> now = overlay.isMember() ? overlay.coverage(replicas) : Optional.empty();
        hasArcs |= now.isPresent();
        if (now.isEmpty() && (hasArcs || !overlay.isMember())) {
            suspend();
        }
        if (now.equals(coverage)) {
            return false;
        }
        coverage = now;
        covered = now.map(RangeSet::of).orElse(RangeSet.EMPTY);
        publish();
        return true;
    }

    /** Whether the overlay can tell what this node is to hold. While it cannot, this node answers for nothing. */
    boolean isKnown() {
        refresh();
        return hasArcs ? coverage.isPresent() : overlay.isMember();
    }

    /** Whether this node is one of the replicas of {@code key}, as the overlay sees it. */
    boolean covers(Key key) {
        refresh();
        return hasArcs
                ? covered.contains(key)
                : overlay.isMember() && overlay.replicaSet(key, replicas).contains(self);
    }

    /** Whether this node is one of the replicas of {@code key}, or will be as soon as one of them goes. */
    boolean comesNext(Key key) {
        return overlay.isMember() && overlay.replicaSet(key, replicas + 1).contains(self);
    }

    /** Whether this node has all there is under {@code key}. */
    boolean isLoaded(Key key) {
        refresh();
        return loaded.contains(key);
    }

    /** Whether this node has all there is in {@code range}. */
    boolean isLoaded(KeyRange range) {
        refresh();
        return loaded.covers(range);
    }

    /** What this node is to hold. */
    RangeSet covered() {
        return covered;
    }

    /** What this node has completely. From any thread. */
    RangeSet loaded() {
        return loaded;
    }

    /** What it is to hold and has not received. */
    RangeSet missing() {
        return covered.minus(loaded);
    }

    /** What it still answers for though it is no longer its own. */
    RangeSet retained() {
        return loaded.minus(covered);
    }

    /** This node has all of {@code range}. */
    void load(KeyRange range) {
        loaded = loaded.plus(range);
        remembered = remembered.minus(range);
        publish();
    }

    /** This node has all there is of what it is to hold; of everything, if its overlay cannot say what that is. */
    void loadAll() {
        refresh();
        load(coverage.orElse(KeyRange.ALL));
    }

    /** This node no longer answers for {@code range}. */
    void release(KeyRange range) {
        loaded = loaded.minus(range);
        publish();
    }

    /** This node may have missed writes: it answers for nothing until it has asked the others. */
    void suspend() {
        if (!loaded.isEmpty()) {
            remembered = remembered.plus(loaded);
            loaded = RangeSet.EMPTY;
            publish();
        }
    }

    /** Whether this node had all of {@code range} before it was suspended. */
    boolean remembers(KeyRange range) {
        return remembered.covers(range);
    }

    /** Whether this node needs what is stored under {@code key}, for now. From any thread. */
    boolean needs(Key key) {
        return held.contains(key);
    }

    private void publish() {
        held = covered.plus(loaded);
    }
}
