package dev.trefoil.node.replication;

import dev.trefoil.NodeRef;
import dev.trefoil.Slot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which slots of a batch may be let go of: those that every one of the replicas has confirmed to hold. */
final class HandoffPlan {

    private final List<Summary> batch;
    private final List<NodeRef> targets;
    private final Map<NodeRef, Map<Slot, Verdict>> confirmations = new LinkedHashMap<>();

    /**
     * @param batch what is to be handed over
     * @param targets who is to hold it
     */
    HandoffPlan(List<Summary> batch, List<NodeRef> targets) {
        this.batch = List.copyOf(batch);
        this.targets = List.copyOf(targets);
    }

    /** {@code target} has said what it says, or nothing. */
    void onConfirmed(NodeRef target, Map<Slot, Verdict> verdicts) {
        confirmations.put(target, Map.copyOf(verdicts));
    }

    /** Whether all have had their say. */
    boolean isComplete() {
        return confirmations.size() == targets.size();
    }

    /** What all targets hold, whether they have the rest of the range or not; nothing if there is no target. */
    List<Summary> held() {
        return batch.stream()
                .filter(summary -> !targets.isEmpty())
                .filter(summary -> targets.stream()
                        .allMatch(target -> verdict(target, summary.slot()).isStored()))
                .toList();
    }

    /** What all targets hold who have all of the range: copies that count, and are not about to be handed on. */
    List<Summary> settled() {
        return batch.stream()
                .filter(summary -> !targets.isEmpty())
                .filter(summary -> targets.stream().allMatch(target -> verdict(target, summary.slot()) == Verdict.DONE))
                .toList();
    }

    private Verdict verdict(NodeRef target, Slot slot) {
        return confirmations.getOrDefault(target, Map.of()).getOrDefault(slot, Verdict.NOT_LOADED);
    }
}
