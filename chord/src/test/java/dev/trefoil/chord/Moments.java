package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import dev.trefoil.chord.Behaviour.State;
import dev.trefoil.chord.Behaviour.Step;
import dev.trefoil.chord.ChordMessage.Neighbors;
import dev.trefoil.chord.ChordMessage.Noted;
import dev.trefoil.chord.ChordMessage.Ping;
import dev.trefoil.chord.ChordMessage.Pong;
import dev.trefoil.chord.LoneNode.Input;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.RpcFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The states of a whole small network as rows of numbers, and what leads from one to the next.
 *
 * <p>A row holds the state of each node, then how many may still crash and leave and how often
 * each may stabilise, then the messages under way in
 * ascending order. Messages arrive in any order and none gets lost; questions to the dead fail. An answer that says
 * nothing and changes nothing arrives at once: no order of it and anything else can be told apart.
 */
final class Moments {

    /** The state of a node that has not joined yet. */
    static final int ABSENT = -1;

    /** The state of a node that has crashed. */
    static final int DEAD = -2;

    /** A message: a question, or the answer to the question number {@code slot} of its receiver. */
    record Flight(int from, int to, int slot, int input) {}

    /** One thing that can happen. */
    record Event(Kind kind, int node, int detail) {

        /** As one number. */
        long pack() {
            return (long) kind.ordinal() << 40 | (long) node << 32 | detail;
        }

        static Event unpack(long packed) {
            return new Event(Kind.values()[(int) (packed >> 40)], (int) (packed >> 32) & 0xFF, (int) packed);
        }
    }

    /** What can happen. */
    enum Kind {
        ARRIVES,
        STABILISES,
        RETRIES,
        CRASHES,
        LEAVES,
        JOINS
    }

    final Scope scope;
    final List<NodeRef> nodes;
    private final int fixed;
    private final List<Behaviour> behaviours = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();
    private final Map<Input, Integer> inputNumbers = new HashMap<>();
    private final List<Flight> flights = new ArrayList<>();
    private final Map<Flight, Integer> flightNumbers = new HashMap<>();

    Moments(Scope scope) {
        this.scope = scope;
        this.nodes = Stream.concat(scope.members().stream(), scope.joiners().stream())
                .map(Ids::node)
                .toList();
        this.fixed = 2 * nodes.size() + 2;
        ChordConfig config = LoneNode.config(scope.r());
        for (NodeRef node : nodes) {
            behaviours.add(new Behaviour(() -> new LoneNode(node, Ids.SPACE, config, scope.rules()), inputs));
        }
    }

    /** All members installed, nothing under way but what they say at once. */
    int[] first() {
        int[] row = new int[fixed];
        Arrays.fill(row, ABSENT);
        row[nodes.size()] = scope.crashes();
        row[nodes.size() + 1] = scope.leaves();
        Arrays.fill(row, nodes.size() + 2, fixed, scope.rounds());
        List<NodeRef> ring = nodes.subList(0, scope.members().size());
        for (int i = 0; i < ring.size(); i++) {
            row[i] = behaviours.get(i).origin().number;
        }
        for (int i = 0; i < ring.size(); i++) {
            row = new Change(row).take(i, new Input.Installed(Census.of(ring))).row();
        }
        return row;
    }

    boolean isUp(int[] row, int node) {
        return row[node] >= 0;
    }

    State state(int[] row, int node) {
        return behaviours.get(node).state(row[node]);
    }

    /** The messages under way. */
    List<Flight> flights(int[] row) {
        List<Flight> underWay = new ArrayList<>();
        for (int i = fixed; i < row.length; i++) {
            underWay.add(flights.get(row[i]));
        }
        return underWay;
    }

    int crashesLeft(int[] row) {
        return row[nodes.size()];
    }

    private int roundsLeft(int[] row, int node) {
        return row[nodes.size() + 2 + node];
    }

    int leavesLeft(int[] row) {
        return row[nodes.size() + 1];
    }

    /**
     * The state in which the proof sees a node: if an answer it will build on is under way, the one it will be in then.
     */
    State seen(int[] row, int node) {
        State now = state(row, node);
        for (int i = fixed; i < row.length; i++) {
            Flight flight = flights.get(row[i]);
            if (flight.to() == node && isNeighbors(flight)) {
                return behaviours.get(node).step(now, flight.input()).next();
            }
        }
        return now;
    }

    private boolean isNeighbors(Flight flight) {
        return inputs.get(flight.input()) instanceof Input.Answered answered && answered.reply() instanceof Neighbors;
    }

    /** What can happen next, but for the failures: messages, clocks, joins. */
    List<Event> events(int[] row) {
        List<Event> events = new ArrayList<>();
        for (int i = fixed; i < row.length; i++) {
            if (i == fixed || row[i] != row[i - 1]) {
                events.add(new Event(Kind.ARRIVES, flights.get(row[i]).to(), row[i]));
            }
        }
        for (int node = 0; node < nodes.size(); node++) {
            if (row[node] == ABSENT) {
                addJoins(row, node, events);
            } else if (isUp(row, node)) {
                addAlarms(row, node, events);
            }
        }
        return events;
    }

    private void addJoins(int[] row, int joiner, List<Event> events) {
        for (int via = 0; via < nodes.size(); via++) {
            if (isUp(row, via) && state(row, via).isMember) {
                events.add(new Event(Kind.JOINS, joiner, via));
            }
        }
    }

    private void addAlarms(int[] row, int node, List<Event> events) {
        State state = state(row, node);
        for (int slot : state.retries) {
            events.add(new Event(Kind.RETRIES, node, slot));
        }
        if (state.tick >= 0
                && state.retries.length == 0
                && state.waiting <= scope.open()
                && roundsLeft(row, node) != 0) {
            events.add(new Event(Kind.STABILISES, node, state.tick));
        }
    }

    /** The row after {@code event}. */
    int[] after(int[] row, Event event) {
        Change change = new Change(row);
        switch (event.kind()) {
            case ARRIVES -> change.arrive(event.detail());
            case STABILISES -> change.stabilise(event.node(), new Input.Rung(event.detail()));
            case RETRIES -> change.take(event.node(), new Input.Rung(event.detail()));
            case CRASHES -> change.crash(event.node());
            case LEAVES -> change.leave(event.node());
            case JOINS -> change.join(event.node(), new Input.Joins(nodes.get(event.detail())));
            default -> throw new AssertionError(event);
        }
        return change.row();
    }

    /** In words. */
    String describe(Event event) {
        NodeRef node = nodes.get(event.node());
        if (event.kind() == Kind.ARRIVES) {
            Flight flight = flights.get(event.detail());
            return node + " <- " + nodes.get(flight.from()) + ": " + inputs.get(flight.input());
        }
        return node + " " + event.kind() + (event.kind() == Kind.JOINS ? " via " + nodes.get(event.detail()) : "");
    }

    /** How many states each node was found in. */
    List<Integer> sizes() {
        return behaviours.stream().map(Behaviour::size).toList();
    }

    private int number(Input input) {
        return inputNumbers.computeIfAbsent(input, fresh -> {
            inputs.add(fresh);
            return inputs.size() - 1;
        });
    }

    private int number(Flight flight) {
        return flightNumbers.computeIfAbsent(flight, fresh -> {
            flights.add(fresh);
            return flights.size() - 1;
        });
    }

    /** A row on its way to the next. */
    private final class Change {

        private final int[] head;
        private int[] underWay;
        private int count;

        Change(int[] row) {
            this.head = Arrays.copyOf(row, fixed);
            this.underWay = Arrays.copyOfRange(row, fixed, row.length + 8);
            this.count = row.length - fixed;
        }

        int[] row() {
            int[] row = Arrays.copyOf(head, head.length + count);
            System.arraycopy(underWay, 0, row, head.length, count);
            Arrays.sort(row, head.length, row.length);
            return row;
        }

        void arrive(int number) {
            remove(number);
            Flight flight = flights.get(number);
            Step step = step(flight.to(), flight.input());
            step.answer().ifPresent(answer -> answer(flight, answer));
        }

        Change take(int node, Input input) {
            step(node, number(input));
            return this;
        }

        void stabilise(int node, Input input) {
            int left = nodes.size() + 2 + node;
            head[left] = head[left] > 0 ? head[left] - 1 : head[left];
            take(node, input);
        }

        void join(int node, Input input) {
            head[node] = behaviours.get(node).origin().number;
            take(node, input);
        }

        void leave(int node) {
            head[nodes.size() + 1]--;
            take(node, new Input.Leaves());
        }

        /** The dead hear nothing more, and whoever asked them is told; what they have said still arrives. */
        void crash(int node) {
            head[nodes.size()]--;
            head[node] = DEAD;
            int[] before = Arrays.copyOf(underWay, count);
            count = 0;
            for (int number : before) {
                Flight flight = flights.get(number);
                if (flight.to() != node) {
                    post(flight);
                } else if (inputs.get(flight.input()) instanceof Input.Asked && head[flight.from()] >= 0) {
                    refuse(flight);
                }
            }
        }

        private Step step(int node, int input) {
            Step step = behaviours.get(node).step(behaviours.get(node).state(head[node]), input);
            head[node] = step.next().number;
            for (LoneNode.Sent sent : step.sent()) {
                int to = nodes.indexOf(sent.to());
                Flight flight =
                        new Flight(node, to, sent.slot(), number(new Input.Asked(nodes.get(node), sent.request())));
                if (head[to] == DEAD) {
                    refuse(flight);
                } else if (sent.request() instanceof Ping && isSureToAnswer(to, node)) {
                    post(new Flight(to, node, sent.slot(), number(new Input.Answered(sent.slot(), new Pong()))));
                } else {
                    post(flight);
                }
            }
            return step;
        }

        /** Whether a ping changes nothing at {@code node}, which can no longer fail: when it arrives does not matter. */
        private boolean isSureToAnswer(int node, int asker) {
            State state = behaviours.get(node).state(head[node]);
            boolean noFailures = head[nodes.size()] == 0 && head[nodes.size() + 1] == 0;
            return noFailures && state.isMember && !state.silent.contains(nodes.get(asker));
        }

        private void refuse(Flight question) {
            Input failure = new Input.Refused(question.slot(), RpcFailure.UNREACHABLE);
            post(new Flight(question.to(), question.from(), question.slot(), number(failure)));
        }

        private void answer(Flight question, Object answer) {
            if (head[question.from()] < 0) {
                return;
            }
            Input input = answer instanceof RpcFailure why
                    ? new Input.Refused(question.slot(), why)
                    : new Input.Answered(question.slot(), (Message) answer);
            State asker = behaviours.get(question.from()).state(head[question.from()]);
            if (answer instanceof Noted && !asker.silent.contains(nodes.get(question.to()))) {
                step(question.from(), number(input));
            } else {
                post(new Flight(question.to(), question.from(), question.slot(), number(input)));
            }
        }

        private void post(Flight flight) {
            if (count == underWay.length) {
                underWay = Arrays.copyOf(underWay, 2 * count + 1);
            }
            underWay[count] = number(flight);
            count++;
        }

        private void remove(int number) {
            for (int i = 0; i < count; i++) {
                if (underWay[i] == number) {
                    count--;
                    underWay[i] = underWay[count];
                    return;
                }
            }
            throw new AssertionError("not under way: " + number);
        }
    }
}
