package dev.trefoil.simulator;

import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.simulator.Lookup.Verdict;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.IdealOverlay;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.OverlayProvider;
import dev.trefoil.spi.Proximity;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows what no node knows: who the living members are, and so who is responsible for a key and what everybody should
 * know. For one thread.
 *
 * <p>A node counts as a member from the moment at which its overlay has joined until it leaves or its process ends.
 */
public final class Oracle {

    /** Of a larger network that many members are looked at, evenly spread round the circle. */
    private static final int SAMPLE = 1_000;

    private final OverlayProvider provider;
    private final KeySpace space;
    private final int replicas;
    private final Proximity proximity;
    private final Map<NodeRef, Observed> overlays = new HashMap<>();
    private Census members = Census.of(List.of());
    private Census founders = Census.of(List.of());

    Oracle(OverlayProvider provider, KeySpace space, int replicas, Proximity proximity) {
        this.provider = provider;
        this.space = space;
        this.replicas = replicas;
        this.proximity = proximity;
    }

    /** The living members. */
    public Census members() {
        return members;
    }

    /** Who should hold {@code key} now: its root first, as many as the network keeps copies. */
    public List<NodeRef> holders(Key key) {
        return ideal().holders(members, key, replicas);
    }

    /** Who is responsible for {@code key} now. */
    public NodeRef root(Key key) {
        return ideal().holders(members, key, 1).get(0);
    }

    /** What a living member knows; empty if it is none. */
    public Optional<Overlay> overlay(NodeRef member) {
        return Optional.ofNullable(overlays.get(member)).map(Observed::overlay);
    }

    /** Whether every member knows who should hold the keys round its place, as far as {@link #strays} looks. */
    public boolean isConverged() {
        return strays().isEmpty();
    }

    /**
     * The first member found that is wrong about the holders of a key of its own, or about the one right after; empty if
     * none is. Looks at all members of a network of up to {@value #SAMPLE}, at every so many of a larger one.
     */
    public Optional<String> strays() {
        int stride = Math.max(1, members.size() / SAMPLE);
        for (int i = 0; i < members.size(); i += stride) {
            Key id = members.get(i).id();
            Optional<String> wrong = strays(id).or(() -> strays(space.next(id)));
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private Optional<String> strays(Key key) {
        List<NodeRef> holders = holders(key);
        for (NodeRef holder : holders) {
            Observed observed = overlays.get(holder);
            if (observed == null || !observed.isMember()) {
                return Optional.of(holder + " has lost its place");
            }
            List<NodeRef> known = observed.replicaSet(key, replicas);
            if (!known.equals(holders)) {
                return Optional.of(holder + " says that " + known + " hold " + key + "; they are " + holders);
            }
        }
        return Optional.empty();
    }

    /** Judges what a lookup has found. */
    Lookup judge(Key key, NodeRef rootAtStart, Optional<Located> located, Duration took) {
        NodeRef root = root(key);
        Verdict verdict = located.map(found -> found.holders().get(0))
                .map(named -> named.equals(root) || named.equals(rootAtStart) ? Verdict.RIGHT : Verdict.WRONG)
                .orElse(Verdict.FAILED);
        return new Lookup(key, root, located, took, verdict);
    }

    /** These are all members now, at once, and each will take its ideal place as soon as it begins. */
    void found(Census all) {
        founders = all;
        members = all;
    }

    /** Everybody has begun. */
    void founded() {
        founders = Census.of(List.of());
    }

    boolean founds(NodeRef node) {
        return !founders.isEmpty()
                && founders.get(founders.successor(node.id())).equals(node);
    }

    void enter(Overlay overlay) {
        ideal().enter(overlay, founders, proximity);
    }

    void created(Observed overlay) {
        overlays.put(overlay.self(), overlay);
    }

    void joined(Observed overlay) {
        if (overlays.get(overlay.self()) == overlay && !contains(overlay.self())) {
            members = members.with(overlay.self());
        }
    }

    void gone(NodeRef node) {
        members = members.without(node);
        overlays.remove(node);
    }

    private boolean contains(NodeRef node) {
        return !members.isEmpty() && members.get(members.successor(node.id())).equals(node);
    }

    private IdealOverlay ideal() {
        if (provider instanceof IdealOverlay ideal) {
            return ideal;
        }
        throw new UnsupportedOperationException("the overlay '" + provider.name()
                + "' does not say what it strives for: let it implement " + IdealOverlay.class.getName());
    }
}
