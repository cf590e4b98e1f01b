package dev.trefoil.node;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.node.replication.Siblings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The virtual nodes of a process as one of them sees the others. */
final class OtherNodes implements Siblings {

    private final NodeRef self;
    private final List<VirtualNode> all;

    /**
     * All of {@code all} but {@code self}.
     *
     * @param all may still grow until the first loop runs
     */
    OtherNodes(NodeRef self, List<VirtualNode> all) {
        this.self = self;
        this.all = all;
    }

    @Override
    public List<NodeRef> members() {
        return all.stream()
                .filter(node -> isOther(node) && node.isMember())
                .map(VirtualNode::self)
                .toList();
    }

    @Override
    public Map<NodeRef, List<KeyRange>> answering(KeyRange range) {
        Map<NodeRef, List<KeyRange>> answering = new LinkedHashMap<>();
        for (VirtualNode node : all) {
            List<KeyRange> there =
                    isOther(node) && node.isMember() ? node.replication().answering(range) : List.of();
            if (!there.isEmpty()) {
                answering.put(node.self(), there);
            }
        }
        return answering;
    }

    @Override
    public boolean cover(Key key) {
        return all.stream().anyMatch(node -> isOther(node) && node.covers(key));
    }

    private boolean isOther(VirtualNode node) {
        return !node.self().equals(self);
    }
}
