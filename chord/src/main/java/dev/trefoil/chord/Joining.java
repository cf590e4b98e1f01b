package dev.trefoil.chord;

import dev.trefoil.Key;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.chord.ChordMessage.AskNeighbors;
import dev.trefoil.chord.ChordMessage.Neighbors;
import dev.trefoil.spi.Overlay.JoinFailure;
import dev.trefoil.spi.RpcFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds this node's place on a ring and takes it: Zave 2017, Join.
 *
 * <p>A lookup of the own id leads near the place; the neighbours' word leads to the member between which and whose
 * successor the id falls. Its whole list is copied, as it answers, and it is the predecessor. Nobody knows the newcomer
 * until it stabilises for the first time.
 *
 * <p>One use for each attempt to join; belongs to the node's loop.
 */
final class Joining {

    /** How many nodes are asked on the way from where the lookup ended to the right member. */
    private static final int STEPS_MAX = 32;

    /** How often one busy member is asked again. */
    private static final int BUSY_MAX = 8;

    private final ChordState state;
    private final Peers peers;
    private final List<NodeRef> contacts;
    private final int rounds;
    private final Runnable joined;
    private final Consumer<JoinFailure> failed;
    private final Set<NodeRef> silent = new LinkedHashSet<>();
    private int round;
    private int contact;
    private int steps;
    private int busy;

    /**
     * Prepares to join.
     *
     * @param contacts members to start from, in the order in which they are tried
     * @param rounds how many times all of them are tried
     */
    Joining(
            ChordState state,
            Peers peers,
            List<NodeRef> contacts,
            int rounds,
            Runnable joined,
            Consumer<JoinFailure> failed) {
        this.state = state;
        this.peers = peers;
        this.contacts = contacts;
        this.rounds = rounds;
        this.joined = joined;
        this.failed = failed;
    }

    void start() {
        if (contact == contacts.size()) {
            nextRound();
            return;
        }
        NodeRef via = contacts.get(contact);
        contact++;
        steps = 0;
        busy = 0;
        int life = state.life();
        state.context()
                .locator()
                .locate(
                        self(),
                        Optional.of(via),
                        located -> {
                            if (life == state.life()) {
                                approach(via, located);
                            }
                        },
                        why -> {
                            if (life == state.life()) {
                                start();
                            }
                        });
    }

    private void nextRound() {
        round++;
        if (round >= rounds) {
            failed.accept(JoinFailure.NO_ANSWER);
            return;
        }
        contact = 0;
        ChordConfig config = state.config();
        peers.later(
                Jitter.backoff(
                        config.joinRetry(),
                        round - 1,
                        config.joinRetry().multipliedBy(16),
                        state.context().random()),
                this::start);
    }

    private void approach(NodeRef via, Located located) {
        NodeRef nearest = located.path().isEmpty()
                ? via
                : located.path().get(located.path().size() - 1);
        unlessTaken(located.holders(), () -> ask(nearest));
    }

    /** Goes on, unless one of {@code nodes} has this node's id, lives elsewhere and answers. */
    private void unlessTaken(List<NodeRef> nodes, Runnable goOn) {
        Optional<NodeRef> twin = nodes.stream()
                .filter(node -> node.id().equals(self()) && !node.equals(state.self()))
                .findFirst();
        if (twin.isPresent()) {
            peers.probe(twin.get(), () -> failed.accept(JoinFailure.DUPLICATE_ID), goOn);
        } else {
            goOn.run();
        }
    }

    private void ask(NodeRef member) {
        peers.ask(member, new AskNeighbors(), reply -> answered(member, reply), why -> refused(member, why));
    }

    private void refused(NodeRef member, RpcFailure why) {
        if (why != RpcFailure.BUSY || busy >= BUSY_MAX) {
            if (why.suggestsDeath()) {
                silent.add(member);
            }
            start();
            return;
        }
        ChordConfig config = state.config();
        peers.later(
                Jitter.backoff(
                        config.retry(),
                        busy,
                        config.stabilise(),
                        state.context().random()),
                () -> ask(member));
        busy++;
    }

    private void answered(NodeRef member, Neighbors reply) {
        if (reply.successors().isEmpty()
                || !state.plausible(reply.successors())
                || !state.plausible(reply.predecessors())) {
            start();
            return;
        }
        Key next = reply.successors().get(0).id();
        if (self().isStrictlyBetween(member.id(), next)) {
            enter(member, reply);
            return;
        }
        List<NodeRef> named = new ArrayList<>(reply.predecessors());
        named.addAll(reply.successors());
        unlessTaken(named, () -> closer(member, named).ifPresentOrElse(this::ask, this::start));
    }

    private void enter(NodeRef member, Neighbors reply) {
        int limit = state.config().successors();
        SuccessorList ahead = SuccessorList.copied(state.self(), limit, reply.successors());
        state.enter(ahead, PredecessorList.of(state.self(), limit, member, reply.predecessors()));
        joined.run();
    }

    /**
     * The last node before this one's id among {@code named}, if it comes after {@code member}; the lists of others hold
     * the dead for a while, so those that were silent when this attempt asked them are passed over. There is none while
     * the ring still holds an earlier life of this node: it must notice first that nobody answers there.
     */
    private Optional<NodeRef> closer(NodeRef member, List<NodeRef> named) {
        steps++;
        if (steps > STEPS_MAX) {
            return Optional.empty();
        }
        return named.stream()
                .filter(node -> node.id().isStrictlyBetween(member.id(), self()) && !silent.contains(node))
                .min(Comparator.comparing(node -> node.id().distanceTo(self())));
    }

    private Key self() {
        return state.self().id();
    }
}
