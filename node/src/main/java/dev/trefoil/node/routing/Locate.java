package dev.trefoil.node.routing;

import dev.trefoil.Key;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.RoutingStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One iterative lookup as an object: answers go in, the next node to ask comes out. Knows no network and no clock.
 *
 * <p>{@link #next} tells what to do; after {@link Next.Ask} exactly one of {@link #onAnswer} and {@link #onFailure} is
 * called for that node. What comes from anybody else, or too late, is ignored.
 *
 * <p>How it works: the candidates of each answer form a group, and the newest group is asked first, because it is the
 * nearest to the key; the older ones are the alternates. When {@value #FAILURES_MAX} of a group in a row are silent, the
 * group goes behind all others: a peer that lies, or that has not noticed a mass failure, can waste that many timeouts
 * before somebody else's advice is heard. No node is asked twice, and both answers and questions are limited, so every
 * lookup ends, whatever its peers say.
 */
final class Locate {

    /** How many candidates of one answer may fail in a row before older advice is preferred. */
    static final int FAILURES_MAX = 3;

    private final Key key;
    private final NodeRef self;
    private final RoutingConfig config;
    private final Deque<Group> groups = new ArrayDeque<>();
    private final Set<NodeRef> known = new HashSet<>();
    private final List<NodeRef> path = new ArrayList<>();
    private int questions;
    private @Nullable NodeRef asked;
    private @Nullable Located found;

    /**
     * A lookup of {@code key} that starts with the step of {@code self}, which is never asked.
     *
     * @param start what {@code self} knows, or where it was told to begin
     */
    Locate(Key key, NodeRef self, RoutingStep start, RoutingConfig config) {
        this.key = key;
        this.self = self;
        this.config = config;
        take(start);
    }

    /** What to do now. */
    Next next() {
        if (found != null) {
            return new Next.Found(found);
        }
        if (asked != null) {
            return new Next.Ask(asked);
        }
        Group first = groups.peek();
        if (first == null || questions >= config.questionsMax() || path.size() >= config.hopsMax()) {
            return new Next.Lost();
        }
        NodeRef node = first.candidates.remove();
        questions++;
        asked = node;
        return new Next.Ask(node);
    }

    /** {@code node} has answered. */
    void onAnswer(NodeRef node, RoutingStep step) {
        if (node.equals(asked)) {
            asked = null;
            path.add(node);
            Group advice = groups.element();
            advice.failures = 0;
            dropIfEmpty(advice);
            take(step);
        }
    }

    /** {@code node} has not answered, or refused. */
    void onFailure(NodeRef node) {
        if (node.equals(asked)) {
            asked = null;
            Group advice = groups.remove();
            advice.failures++;
            if (advice.failures >= FAILURES_MAX) {
                advice.failures = 0;
                groups.addLast(advice);
            } else {
                groups.addFirst(advice);
            }
            dropIfEmpty(advice);
        }
    }

    private void take(RoutingStep step) {
        if (step instanceof RoutingStep.Here here) {
            found = new Located(key, here.holders(), here.range(), path);
            return;
        }
        Group group = new Group();
        for (NodeRef candidate : ((RoutingStep.Onward) step).candidates()) {
            boolean wanted = group.candidates.size() < config.candidatesMax()
                    && !candidate.id().equals(self.id());
            if (wanted && known.add(candidate)) {
                group.candidates.add(candidate);
            }
        }
        if (!group.candidates.isEmpty()) {
            groups.addFirst(group);
        }
    }

    private void dropIfEmpty(Group group) {
        if (group.candidates.isEmpty()) {
            groups.remove(group);
        }
    }

    /** What one node advised, best first. */
    private static final class Group {

        private final Deque<NodeRef> candidates = new ArrayDeque<>();
        private int failures;
    }

    /** What a lookup wants. */
    sealed interface Next permits Next.Ask, Next.Found, Next.Lost {

        /** Ask this node for its next step; it has been asked already if this comes again. */
        record Ask(NodeRef node) implements Next {}

        /** It has ended with an answer. */
        record Found(Located located) implements Next {}

        /** It has ended without one. */
        record Lost() implements Next {}
    }
}
