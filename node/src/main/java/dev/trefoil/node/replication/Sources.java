package dev.trefoil.node.replication;

import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.node.replication.ReplicationMessage.TakeOver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The other replicas, as those from whom an arc is received. */
final class Sources {

    private final Peers peers;
    private final Shelf shelf;
    private final Replica replica;
    private final Siblings siblings;

    Sources(Peers peers, Shelf shelf, Replica replica, Siblings siblings) {
        this.peers = peers;
        this.shelf = shelf;
        this.replica = replica;
        this.siblings = siblings;
    }

    /** Fetches {@code range} from one. */
    void pull(NodeRef source, KeyRange range, Consumer<Boolean> done) {
        Pull.start(peers, shelf, replica, source, range, done);
    }

    /** Fetches {@code range} from all of them, one after the other; tells from whom it did not work. */
    void pullAll(List<NodeRef> sources, KeyRange range, Consumer<List<NodeRef>> done) {
        pullNext(sources, range, new ArrayList<>(), done);
    }

    /** Makes {@code source} stop answering for {@code range}, and fetches what it has accepted until then. */
    void takeOver(NodeRef source, KeyRange range, Consumer<Boolean> done) {
        peers.ask(
                source,
                new TakeOver(range),
                Round.TIMEOUT,
                answer -> {
                    if (answer.granted()) {
                        pull(source, range, done);
                    } else {
                        done.accept(false);
                    }
                },
                why -> done.accept(false));
    }

    /**
     * Makes another virtual node of this process, if one answers for {@code range} in this node's place, stop doing so.
     * Nothing need be fetched: they share one store, and what the other has accepted is in it.
     */
    void relieveSibling(KeyRange range, Consumer<Boolean> done) {
        List<NodeRef> able = siblings.answering(range).entrySet().stream()
                .filter(sibling -> sibling.getValue().stream()
                        .anyMatch(part -> RangeSet.of(part).covers(range)))
                .map(Map.Entry::getKey)
                .toList();
        relieveNext(able, range, done);
    }

    private void relieveNext(List<NodeRef> left, KeyRange range, Consumer<Boolean> done) {
        if (left.isEmpty()) {
            done.accept(false);
            return;
        }
        Runnable next = () -> relieveNext(left.subList(1, left.size()), range, done);
        peers.ask(
                left.get(0),
                new TakeOver(range),
                Round.TIMEOUT,
                answer -> {
                    if (answer.granted()) {
                        done.accept(true);
                    } else {
                        next.run();
                    }
                },
                why -> next.run());
    }

    private void pullNext(List<NodeRef> sources, KeyRange range, List<NodeRef> failed, Consumer<List<NodeRef>> done) {
        if (sources.isEmpty()) {
            done.accept(failed);
            return;
        }
        pull(sources.get(0), range, isComplete -> {
            if (!isComplete) {
                failed.add(sources.get(0));
            }
            pullNext(sources.subList(1, sources.size()), range, failed, done);
        });
    }
}
