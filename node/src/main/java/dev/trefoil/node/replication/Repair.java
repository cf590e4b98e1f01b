package dev.trefoil.node.replication;

import dev.trefoil.Entry;
import dev.trefoil.NodeRef;
import dev.trefoil.Slot;
import dev.trefoil.node.replication.ReplicationMessage.Write;
import dev.trefoil.node.replication.ReplicationMessage.Written;
import dev.trefoil.spi.RpcFailure;
import java.util.List;
import java.util.function.Consumer;

/** Brings replicas up to date with what has been read from others, all of them or it does not count. */
final class Repair implements Round.Judge<Written> {

    private final Slot slot;
    private final Consumer<Boolean> done;

    private Repair(Slot slot, Consumer<Boolean> done) {
        this.slot = slot;
        this.done = done;
    }

    /** Stores {@code entry} on all of {@code behind}; tells whether they all hold exactly that, or a set at least that. */
    static void store(Origin origin, Slot slot, Entry entry, List<NodeRef> behind, Consumer<Boolean> done) {
        Repair repair = new Repair(slot, done);
        Write request = Write.repair(slot, entry);
        new Round<>(origin.peers(), origin.loop(), behind, behind.size(), request, repair).start(behind.size());
    }

    /**
     * A register with something newer does not count: the value read is out of date, and to return it after all could
     * show it although a conditional write has been chosen that never saw it.
     */
    @Override
    public boolean counts(NodeRef from, Written answer) {
        return answer.verdict() == Verdict.DONE || (answer.verdict() == Verdict.STALE && slot.kind() == Slot.Kind.SET);
    }

    @Override
    public void unanswered(NodeRef from, RpcFailure why) {}

    @Override
    public void reached() {
        done.accept(true);
    }

    @Override
    public void failed() {
        done.accept(false);
    }
}
