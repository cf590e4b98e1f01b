package dev.trefoil.node.replication;

import dev.trefoil.NodeRef;
import dev.trefoil.Slot;
import dev.trefoil.node.replication.ReplicationMessage.Confirmed;
import dev.trefoil.node.replication.ReplicationMessage.Fetched;
import dev.trefoil.node.replication.ReplicationMessage.Offer;
import dev.trefoil.node.replication.ReplicationMessage.Push;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes sure that another replica holds some slots: offers them, sends what it lacks, and collects what it confirms. */
final class Delivery {

    private final Peers peers;
    private final Shelf shelf;
    private final NodeRef target;
    private final boolean ahead;
    private final Map<Slot, Verdict> confirmed = new LinkedHashMap<>();
    private final Consumer<Map<Slot, Verdict>> done;

    private Delivery(Peers peers, Shelf shelf, NodeRef target, boolean ahead, Consumer<Map<Slot, Verdict>> done) {
        this.peers = peers;
        this.shelf = shelf;
        this.target = target;
        this.ahead = ahead;
        this.done = done;
    }

    /**
     * Delivers; tells in the end what the target said about each slot. What it said nothing about is not in the map.
     *
     * @param ahead whether this node is about to leave
     */
    static void start(
            Peers peers,
            Shelf shelf,
            NodeRef target,
            List<Summary> summaries,
            boolean ahead,
            Consumer<Map<Slot, Verdict>> done) {
        new Delivery(peers, shelf, target, ahead, done).offer(summaries);
    }

    private void offer(List<Summary> summaries) {
        List<Slot> slots = summaries.stream().map(Summary::slot).toList();
        peers.ask(
                target,
                new Offer(summaries, ahead),
                Transfers.TIMEOUT,
                answer -> onOffered(slots, answer),
                why -> done.accept(confirmed));
    }

    private void onOffered(List<Slot> slots, Confirmed answer) {
        if (answer.verdicts().size() != slots.size()) {
            done.accept(confirmed);
            return;
        }
        List<Slot> lacking = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            if (answer.verdicts().get(i) == Verdict.STALE) {
                lacking.add(slots.get(i));
            } else {
                confirmed.put(slots.get(i), answer.verdicts().get(i));
            }
        }
        push(lacking);
    }

    private void push(List<Slot> lacking) {
        if (lacking.isEmpty()) {
            done.accept(confirmed);
            return;
        }
        Fetched page = shelf.fetch(lacking);
        List<Slot> rest = lacking.subList(page.answered(), lacking.size());
        if (page.holdings().isEmpty()) {
            push(rest);
            return;
        }
        peers.ask(
                target,
                new Push(page.holdings(), ahead),
                Transfers.TIMEOUT,
                answer -> onPushed(page.holdings(), answer, rest),
                why -> done.accept(confirmed));
    }

    private void onPushed(List<Holding> sent, Confirmed answer, List<Slot> rest) {
        if (answer.verdicts().size() != sent.size()) {
            done.accept(confirmed);
            return;
        }
        for (int i = 0; i < sent.size(); i++) {
            confirmed.put(sent.get(i).slot(), answer.verdicts().get(i));
        }
        push(rest);
    }
}
