package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class HandoffPlanPropertyTest {

    /** Three replicas and two slots; each answer may be missing. */
    @Property
    void aSlotMayGoWhenEveryReplicaHasConfirmedItAndNotBefore(
            @ForAll @Size(6) List<Verdict> verdicts, @ForAll @Size(6) List<Boolean> heard) {
        List<Summary> batch = List.of(summary("one"), summary("two"));
        List<NodeRef> targets = List.of(node(1), node(2), node(3));
        HandoffPlan plan = new HandoffPlan(batch, targets);
        for (int target = 0; target < 3; target++) {
            assertThat(plan.isComplete()).isFalse();
            Map<Slot, Verdict> answer = new LinkedHashMap<>();
            for (int slot = 0; slot < 2; slot++) {
                if (heard.get(2 * target + slot)) {
                    answer.put(batch.get(slot).slot(), verdicts.get(2 * target + slot));
                }
            }
            plan.onConfirmed(targets.get(target), answer);
        }
        assertThat(plan.isComplete()).isTrue();
        List<Summary> held = new ArrayList<>();
        List<Summary> settled = new ArrayList<>();
        for (int slot = 0; slot < 2; slot++) {
            boolean isHeld = true;
            boolean isSettled = true;
            for (int target = 0; target < 3; target++) {
                int at = 2 * target + slot;
                isHeld &= heard.get(at) && verdicts.get(at).isStored();
                isSettled &= heard.get(at) && verdicts.get(at) == Verdict.DONE;
            }
            if (isHeld) {
                held.add(batch.get(slot));
            }
            if (isSettled) {
                settled.add(batch.get(slot));
            }
        }
        assertThat(plan.held()).isEqualTo(held);
        assertThat(plan.settled()).isEqualTo(settled);
    }

    @Property(tries = 1)
    void withoutReplicasNothingMayGo() {
        HandoffPlan plan = new HandoffPlan(List.of(summary("one")), List.of());
        assertThat(plan.held()).isEmpty();
        assertThat(plan.settled()).isEmpty();
    }

    private static Summary summary(String name) {
        Slot slot = new Slot(Key.sha1(Bytes.utf8(name)), Slot.Kind.REGISTER, Bytes.utf8(name));
        return new Summary(slot, Version.NONE, 0);
    }

    private static NodeRef node(int number) {
        return new NodeRef(Key.powerOfTwo(number), new Address("host" + number, 1));
    }
}
