package dev.trefoil.chord;

import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Proximity;
import dev.trefoil.spi.Request;
import dev.trefoil.spi.Rpc;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One real Chord overlay by itself: it is handed one input at a time, and all that it wants of the world is written down
 * instead of done. What it does is decided by the inputs alone, so the same inputs lead to the same state again.
 */
final class LoneNode implements Rpc, EventLoop {

    /** What can happen to a node. */
    sealed interface Input {
        /** A place on the ring from the beginning. */
        record Installed(Census members) implements Input {}

        /** It joins; its lookup ends at {@code via}, whichever member that is. */
        record Joins(NodeRef via) implements Input {}

        /** It leaves. */
        record Leaves() implements Input {}

        /** The request of a peer. */
        record Asked(NodeRef from, Request<?> request) implements Input {}

        /** The answer to its question number {@code slot}. */
        record Answered(int slot, Message reply) implements Input {}

        /** The failure of its question number {@code slot}. */
        record Refused(int slot, RpcFailure why) implements Input {}

        /** Its timer number {@code slot} has run out. */
        record Rung(int slot) implements Input {}
    }

    /** A question it asks; {@code slot} is the lowest number that is free. */
    record Sent(int slot, NodeRef to, Request<?> request) {}

    /** A timer; the one of stabilisation runs out again and again, others once. */
    record Alarm(Runnable task, boolean isTick) {}

    private record Question(NodeRef to, Consumer<Object> onReply, Consumer<? super RpcFailure> onFailure) {}

    /** Timers that run longer than this never run out: fingers and reunion are not part of the proof. */
    private static final Duration NEVER = Duration.ofDays(1);

    private final NodeRef self;
    private final ChordOverlay overlay;
    private final Map<Class<?>, Handler<?, ?>> handlers = new HashMap<>();
    private final ArrayDeque<Runnable> soon = new ArrayDeque<>();
    private final List<Question> questions = new ArrayList<>();
    private final List<Alarm> alarms = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private Optional<Object> answer = Optional.empty();
    private Optional<NodeRef> via = Optional.empty();
    private boolean joined;
    private boolean leaving;

    LoneNode(NodeRef self, KeySpace space, ChordConfig config, BiFunction<ChordState, Peers, RingRules> rules) {
        this.self = self;
        RandomGenerator even = new Even();
        NodeContext context = new NodeContext(self, space, this, this, this::locate, even, InstantSource.system());
        this.overlay = new ChordOverlay(context, config, (neighbor, hasJoined) -> {}, rules);
    }

    /** A configuration whose fingers and reunions never come, and in which a join gives up soon. */
    static ChordConfig config(int successors) {
        Duration never = NEVER.multipliedBy(100);
        Duration period = Duration.ofSeconds(1);
        return new ChordConfig(
                period,
                successors,
                never,
                1,
                Duration.ofMillis(50),
                never,
                never,
                2,
                Duration.ofMillis(250),
                32,
                8,
                64);
    }

    /** Lets {@code input} happen, and what the node does at once because of it. */
    void take(Input input) {
        sent.clear();
        answer = Optional.empty();
        if (input instanceof Input.Installed place) {
            overlay.enter(place.members(), Proximity.NONE);
            joined = true;
        } else if (input instanceof Input.Joins join) {
            via = Optional.of(join.via());
            overlay.join(List.of(join.via()), () -> joined = true, why -> {});
        } else if (input instanceof Input.Leaves) {
            leaving = true;
            overlay.leave(() -> {});
        } else if (input instanceof Input.Asked asked) {
            overlay.heardFrom(asked.from());
            handle(asked.from(), asked.request());
        } else if (input instanceof Input.Answered answered) {
            Question question = questions.set(answered.slot(), null);
            overlay.heardFrom(question.to());
            question.onReply().accept(answered.reply());
        } else if (input instanceof Input.Refused refused) {
            Question question = questions.set(refused.slot(), null);
            if (refused.why().suggestsDeath()) {
                overlay.suspect(question.to());
            }
            question.onFailure().accept(refused.why());
        } else if (input instanceof Input.Rung rung) {
            alarms.set(rung.slot(), null).task().run();
        }
        while (!soon.isEmpty()) {
            soon.poll().run();
        }
    }

    /** The questions that the last input made it ask. */
    List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** What it answered to the last input, a reply or a failure. */
    Optional<Object> answer() {
        return answer;
    }

    ChordState state() {
        return overlay.state();
    }

    /** Whether it became a member and has not left. */
    boolean belongs() {
        return joined && !leaving;
    }

    boolean isLeaving() {
        return leaving;
    }

    /** How many of its questions have not been answered. */
    int waiting() {
        return (int) questions.stream().filter(question -> question != null).count();
    }

    /** Its timers by number; null where a number is free. */
    List<Alarm> alarms() {
        return alarms;
    }

    /** All that decides what it will do: equal for two nodes that behave alike. */
    String fingerprint() {
        return ObjectGraph.of(overlay, taken(questions), taken(alarms), joined, leaving, joined ? null : via);
    }

    @SuppressWarnings("unchecked")
    private <R extends Message> void handle(NodeRef from, Request<R> request) {
        Handler<Request<R>, R> handler = (Handler<Request<R>, R>) handlers.get(request.getClass());
        handler.handle(from, request, new Responder<>() {
            @Override
            public void reply(R response) {
                answer = Optional.of(response);
            }

            @Override
            public void refuse(RpcFailure why) {
                answer = Optional.of(why);
            }
        });
        if (answer.isEmpty()) {
            throw new AssertionError("answered later: the checker expects an answer at once to " + request);
        }
    }

    private void locate(
            Key key, Optional<NodeRef> from, Consumer<? super Located> onFound, Consumer<? super RpcFailure> onLost) {
        NodeRef end = via.orElseThrow();
        soon.add(() -> onFound.accept(new Located(key, List.of(end), Optional.empty(), List.of(end))));
    }

    @Override
    public <R extends Message> void ask(
            NodeRef to, Request<R> request, Consumer<? super R> onReply, Consumer<? super RpcFailure> onFailure) {
        ask(to, request, Duration.ZERO, onReply, onFailure);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R extends Message> void ask(
            NodeRef to,
            Request<R> request,
            Duration timeout,
            Consumer<? super R> onReply,
            Consumer<? super RpcFailure> onFailure) {
        Question question = new Question(to, (Consumer<Object>) (Consumer<?>) onReply, onFailure);
        sent.add(new Sent(place(questions, question), to, request));
    }

    @Override
    public <R extends Message, Q extends Request<R>> void serve(Class<Q> type, Handler<Q, R> handler) {
        handlers.put(type, handler);
    }

    @Override
    public void execute(Runnable task) {
        soon.add(task);
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        if (delay.compareTo(NEVER) > 0) {
            return () -> {};
        }
        boolean isTick = task.getClass().getName().startsWith(Ticker.class.getName() + "$");
        Alarm alarm = new Alarm(task, isTick);
        int slot = place(alarms, alarm);
        return () -> {
            if (alarms.get(slot) == alarm) {
                alarms.set(slot, null);
            }
        };
    }

    /** The slots up to the last that is taken. */
    private static <T> List<T> taken(List<T> slots) {
        int end = slots.size();
        while (end > 0 && slots.get(end - 1) == null) {
            end--;
        }
        return slots.subList(0, end);
    }

    /** Puts {@code item} where the first place is free. */
    private static <T> int place(List<T> slots, T item) {
        int slot = slots.indexOf(null);
        if (slot >= 0) {
            slots.set(slot, item);
            return slot;
        }
        slots.add(item);
        return slots.size() - 1;
    }

    @Override
    public String toString() {
        return self.toString();
    }

    /** Chance that always falls in the middle, or on the first: delays do not matter here. */
    private static final class Even implements RandomGenerator {

        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public double nextDouble() {
            return 0.5;
        }

        @Override
        public int nextInt(int bound) {
            return 0;
        }
    }
}
