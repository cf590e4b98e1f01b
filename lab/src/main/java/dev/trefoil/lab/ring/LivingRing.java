package dev.trefoil.lab.ring;

import dev.trefoil.NodeRef;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.Proximity;
import dev.trefoil.transport.inmem.InMemoryNetwork;
import dev.trefoil.transport.inmem.LinkModel;
import dev.trefoil.transport.inmem.VirtualTime;
import dev.trefoil.transport.inmem.VirtualWorld;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * A network in virtual time whose nodes look keys up and keep their tables, but store nothing.
 *
 * <p>Not thread-safe. Everything follows from the seed.
 */
public final class LivingRing {

    private final VirtualTime time;
    private final InMemoryNetwork network;
    private final RingOptions options;
    private final Proximity proximity;
    private final Map<NodeRef, LivingNode> nodes = new LinkedHashMap<>();
    private BiConsumer<NodeRef, NodeRef> timeouts = (asker, dead) -> {};

    /** A network without nodes; {@code proximity} tells ideal tables what {@code links} do. */
    public LivingRing(long seed, RingOptions options, LinkModel links, Proximity proximity) {
        this.time = new VirtualTime(seed);
        this.network = new InMemoryNetwork(time, links);
        this.options = options;
        this.proximity = proximity;
    }

    /** Hears of every question of a lookup that found nobody: who asked, and who was asked. */
    public void onTimeout(BiConsumer<NodeRef, NodeRef> listener) {
        timeouts = listener;
    }

    /** The clock. */
    public VirtualTime time() {
        return time;
    }

    /** The node that was started as {@code ref} last, which lives. */
    public LivingNode node(NodeRef ref) {
        LivingNode node = nodes.get(ref);
        if (node == null) {
            throw new IllegalArgumentException(ref + " does not live");
        }
        return node;
    }

    /** Whether a node was started as {@code ref} and has not ended. */
    public boolean lives(NodeRef ref) {
        return nodes.containsKey(ref);
    }

    /** Starts a node that knows what a member of {@code members} should; its upkeep begins. */
    public LivingNode enter(NodeRef self, Census members) {
        LivingNode node = create(self);
        options.overlay().enter(node.overlay(), members, proximity);
        return node;
    }

    /** Starts a node that knows what a member of {@code members} should, and never learns better of its own accord. */
    public LivingNode enterFrozen(NodeRef self, Census members) {
        LivingNode node = create(self);
        node.freeze(() -> options.overlay().enter(node.overlay(), members, proximity));
        return node;
    }

    /** Starts a node that joins through {@code seed}; {@code joined} runs if and when it has. */
    public LivingNode join(NodeRef self, NodeRef seed, Runnable joined) {
        LivingNode node = create(self);
        node.join(seed, joined, () -> end(self));
        return node;
    }

    /** The node says good-bye and ends. */
    public void leave(NodeRef self) {
        node(self).leave(() -> end(self));
    }

    /** The node ends without a word, and its host with it: questions to it time out. */
    public void crash(NodeRef self) {
        network.crash(self.address());
        end(self);
    }

    /** Lets time pass until {@code done}; an experiment that takes longer than {@code limit} has gone wrong. */
    public void await(BooleanSupplier done, Duration limit) {
        if (!time.runUntil(done, limit)) {
            throw new IllegalStateException("nothing came of it within " + limit + "; seed " + time.seed());
        }
    }

    private LivingNode create(NodeRef self) {
        VirtualWorld world = time.world(self.toString());
        LivingNode node = new LivingNode(
                self,
                world,
                network.inside(world).bind(self.address(), options.overlay().codec()),
                options,
                (asker, dead) -> timeouts.accept(asker, dead));
        nodes.put(self, node);
        return node;
    }

    private void end(NodeRef self) {
        LivingNode node = nodes.remove(self);
        if (node != null) {
            node.end();
        }
    }
}
