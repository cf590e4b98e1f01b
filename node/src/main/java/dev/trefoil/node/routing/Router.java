package dev.trefoil.node.routing;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.KeySpace;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.node.routing.RoutingMessage.NextStep;
import dev.trefoil.node.routing.RoutingMessage.NextStepAnswer;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Locator;
import dev.trefoil.spi.RoutingStep;
import dev.trefoil.spi.Rpc;
import dev.trefoil.spi.RpcFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Drives the lookups of one virtual node over the network, and answers those of others.
 *
 * <p>Belongs to the node's loop. A lookup that comes to nothing begins anew from this node's own tables, a few times and
 * with a pause, because tables heal.
 */
public final class Router implements Locator {

    private final NodeRef self;
    private final KeySpace space;
    private final EventLoop loop;
    private final Rpc rpc;
    private final RoutingConfig config;
    private Function<? super Key, ? extends RoutingStep> table = key -> new RoutingStep.Onward(List.of());
    private LookupCounts counts = LookupCounts.NONE;

    /** Looks up for {@code self}, which knows nobody until {@link #open}. */
    public Router(NodeRef self, KeySpace space, EventLoop loop, Rpc rpc, RoutingConfig config) {
        this.self = self;
        this.space = space;
        this.loop = loop;
        this.rpc = rpc;
        this.config = config;
    }

    /** Takes the first step of each lookup from {@code nextStep}, and answers others from it. */
    public void open(Function<? super Key, ? extends RoutingStep> nextStep) {
        table = nextStep;
        rpc.serve(NextStep.class, (from, question, responder) -> answer(question, responder));
    }

    @Override
    public void locate(
            Key key, Optional<NodeRef> via, Consumer<? super Located> onFound, Consumer<? super RpcFailure> onLost) {
        counts = counts.started();
        new Lookup(
                        key,
                        via,
                        located -> {
                            counts = counts.ended(located.path().size());
                            onFound.accept(located);
                        },
                        onLost)
                .begin();
    }

    /** The same for the overlay's own lookups, which are not counted: they say nothing about the application's. */
    public Locator uncounted() {
        return (key, via, onFound, onLost) -> new Lookup(key, via, onFound, onLost).begin();
    }

    /** What the application's lookups cost until now. */
    public LookupCounts counts() {
        return counts;
    }

    private void answer(NextStep question, Rpc.Responder<? super NextStepAnswer> responder) {
        if (space.contains(question.key())) {
            responder.reply(new NextStepAnswer(shortened(table.apply(question.key()))));
        } else {
            responder.refuse(RpcFailure.MALFORMED);
        }
    }

    private static RoutingStep shortened(RoutingStep step) {
        if (step instanceof RoutingStep.Here here) {
            return new RoutingStep.Here(first(here.holders()), here.range());
        }
        return new RoutingStep.Onward(first(((RoutingStep.Onward) step).candidates()));
    }

    private static List<NodeRef> first(List<NodeRef> nodes) {
        return nodes.subList(0, Math.min(nodes.size(), RoutingMessage.NODES_MAX));
    }

    /** One lookup with all its attempts. */
    private final class Lookup {

        private final Key key;
        private final Optional<NodeRef> via;
        private final Consumer<? super Located> onFound;
        private final Consumer<? super RpcFailure> onLost;
        private final long startedNanos = loop.nanoTime();
        private RpcFailure lastFailure = RpcFailure.UNREACHABLE;
        private int attempts;

        Lookup(Key key, Optional<NodeRef> via, Consumer<? super Located> onFound, Consumer<? super RpcFailure> onLost) {
            this.key = key;
            this.via = via;
            this.onFound = onFound;
            this.onLost = onLost;
        }

        void begin() {
            loop.execute(this::attempt);
        }

        private void attempt() {
            attempts++;
            RoutingStep start = via.isPresent() ? new RoutingStep.Onward(List.of(via.get())) : table.apply(key);
            drive(new Locate(key, self, start, config));
        }

        private void drive(Locate locate) {
            Locate.Next next = locate.next();
            if (next instanceof Locate.Next.Found found) {
                onFound.accept(found.located());
            } else if (next instanceof Locate.Next.Ask ask && !isOutOfTime()) {
                rpc.ask(
                        ask.node(),
                        new NextStep(key),
                        answer -> {
                            take(locate, ask.node(), answer.step());
                            drive(locate);
                        },
                        failure -> {
                            lastFailure = failure;
                            locate.onFailure(ask.node());
                            drive(locate);
                        });
            } else {
                tryAgain();
            }
        }

        /** What cannot be true is no answer: it would be remembered for keys that nobody has asked for. */
        private void take(Locate locate, NodeRef from, RoutingStep step) {
            if (isPossible(step)) {
                locate.onAnswer(from, step);
            } else {
                lastFailure = RpcFailure.MALFORMED;
                locate.onFailure(from);
            }
        }

        private boolean isPossible(RoutingStep step) {
            if (step instanceof RoutingStep.Here here) {
                return isOurs(here.holders())
                        && here.range().map(this::isAround).orElse(true);
            }
            return isOurs(((RoutingStep.Onward) step).candidates());
        }

        private boolean isAround(KeyRange range) {
            return range.contains(key) && space.contains(range.after()) && space.contains(range.upTo());
        }

        private boolean isOurs(List<NodeRef> nodes) {
            return nodes.stream().allMatch(node -> space.contains(node.id()));
        }

        private void tryAgain() {
            if (lastFailure == RpcFailure.CLOSED || attempts >= config.attempts() || isOutOfTime()) {
                onLost.accept(lastFailure);
            } else {
                loop.schedule(config.pause().multipliedBy(1L << Math.min(attempts - 1, 16)), this::attempt);
            }
        }

        private boolean isOutOfTime() {
            return loop.nanoTime() - startedNanos > config.lookupTime().toNanos();
        }
    }
}
