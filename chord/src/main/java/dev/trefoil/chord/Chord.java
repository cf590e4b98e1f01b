package dev.trefoil.chord;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.Codec;
import dev.trefoil.spi.IdealOverlay;
import dev.trefoil.spi.NeighborListener;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.Proximity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Chord overlay, as a node is handed it: {@code new Chord(ChordConfig.defaults())}.
 *
 * <p>Stoica et al., ToN 2003, with the ring maintenance of Zave, TSE 2017. Immutable, thread-safe.
 */
public final class Chord implements IdealOverlay {

    static final String NAME = "chord";

    private final ChordConfig config;

    /** Chord with these numbers, which the nodes of one network should agree on but need not. */
    public Chord(ChordConfig config) {
        this.config = config;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Codec codec() {
        return ChordCodec.TABLE;
    }

    @Override
    public Overlay create(NodeContext context, NeighborListener neighbors) {
        return new ChordOverlay(context, config, neighbors);
    }

    /** The successor of {@code key} and those after it, one node for each address (Stoica et al. 2003, section IV-B). */
    @Override
    public List<NodeRef> holders(Census members, Key key, int count) {
        int root = members.successor(key);
        Map<Address, NodeRef> chosen = new LinkedHashMap<>();
        for (int i = 0; i < members.size() && chosen.size() < count; i++) {
            NodeRef node = members.around(root + i);
            chosen.putIfAbsent(node.address(), node);
        }
        return List.copyOf(chosen.values());
    }

    @Override
    public void enter(Overlay overlay, Census members, Proximity proximity) {
        if (!(overlay instanceof ChordOverlay chord)) {
            throw new IllegalArgumentException("not an overlay of Chord: " + overlay);
        }
        chord.enter(members, proximity);
    }
}
