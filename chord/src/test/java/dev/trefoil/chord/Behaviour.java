package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import dev.trefoil.chord.LoneNode.Input;
import dev.trefoil.chord.LoneNode.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one node does in each of its states on each input, as a table that the real overlay fills in, once for each entry:
 * a node has few states, though a network of them has many.
 */
final class Behaviour {

    /** One state of the node, and what can be seen of it. */
    static final class State {
        final int number;
        final boolean isMember;
        final boolean isLost;
        final List<NodeRef> successors;
        final Optional<NodeRef> predecessor;
        final List<NodeRef> silent;
        final int waiting;
        final int tick;
        final int[] retries;
        private final State before;
        private final Input input;
        private final Map<Integer, Step> steps = new HashMap<>();

        State(int number, LoneNode node, State before, Input input) {
            this.number = number;
            this.before = before;
            this.input = input;
            this.isMember = node.state().isOnRing();
            this.isLost = node.belongs() && !isMember;
            this.successors = List.copyOf(node.state().successors().nodes());
            this.predecessor = node.state().predecessors().first();
            this.silent = node.state().silent();
            this.waiting = node.waiting();
            this.tick = alarms(node, true).stream().findFirst().orElse(-1);
            this.retries = alarms(node, false).stream().mapToInt(slot -> slot).toArray();
        }

        private static List<Integer> alarms(LoneNode node, boolean ticks) {
            List<Integer> slots = new ArrayList<>();
            for (int slot = 0; slot < node.alarms().size(); slot++) {
                LoneNode.Alarm alarm = node.alarms().get(slot);
                if (alarm != null && alarm.isTick() == ticks) {
                    slots.add(slot);
                }
            }
            return slots;
        }
    }

    /** What an input leads to: the next state, and what the node says. */
    record Step(State next, List<Sent> sent, Optional<Object> answer) {}

    private final Supplier<LoneNode> fresh;
    private final List<Input> inputs;
    private final List<State> states = new ArrayList<>();
    private final Map<String, State> byFingerprint = new HashMap<>();
    private LoneNode live;
    private State liveAt;

    /**
     * The empty table.
     *
     * @param fresh a node to which nothing has happened yet
     * @param inputs what each number of an input means; may grow
     */
    Behaviour(Supplier<LoneNode> fresh, List<Input> inputs) {
        this.fresh = fresh;
        this.inputs = inputs;
        this.live = fresh.get();
        this.liveAt = remember(null, null);
    }

    /** The state of a node to which nothing has happened yet. */
    State origin() {
        return states.get(0);
    }

    State state(int number) {
        return states.get(number);
    }

    int size() {
        return states.size();
    }

    /** What input number {@code input} leads to. */
    Step step(State from, int input) {
        Step known = from.steps.get(input);
        if (known != null) {
            return known;
        }
        if (liveAt != from) {
            live = again(from);
        }
        live.take(inputs.get(input));
        liveAt = remember(from, inputs.get(input));
        Step step = new Step(liveAt, live.sent(), live.answer());
        from.steps.put(input, step);
        return step;
    }

    private State remember(State before, Input input) {
        State known = byFingerprint.get(live.fingerprint());
        if (known == null) {
            known = new State(states.size(), live, before, input);
            byFingerprint.put(live.fingerprint(), known);
            states.add(known);
        }
        return known;
    }

    /** A node that has lived through all that leads to {@code state}. */
    private LoneNode again(State state) {
        List<Input> path = new ArrayList<>();
        for (State at = state; at.before != null; at = at.before) {
            path.add(0, at.input);
        }
        LoneNode node = fresh.get();
        path.forEach(node::take);
        return node;
    }
}
