package dev.trefoil.node.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.KeySpace;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.node.routing.RoutingMessage.NextStepAnswer;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.Request;
import dev.trefoil.spi.RoutingStep;
import dev.trefoil.spi.Rpc;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.transport.inmem.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a lookup makes of answers that cannot be true. */
class RouterTest {

    private static final KeySpace SPACE = new KeySpace(8);
    private static final Key KEY = Key.ofHex("40");

    private final VirtualTime time = new VirtualTime(1);
    private final EventLoop loop = time.loop("node");
    private final Map<NodeRef, RoutingStep> answers = new LinkedHashMap<>();
    private final List<Object> outcomes = new ArrayList<>();
    private final NodeRef liar = node("20");
    private final NodeRef honest = node("30");
    private final NodeRef root = node("50");
    private final RoutingStep truth =
            new RoutingStep.Here(List.of(root), Optional.of(new KeyRange(honest.id(), root.id())));

    @Test
    void anArcWithoutTheKeyIsNoAnswer() {
        lie(new RoutingStep.Here(List.of(liar), Optional.of(new KeyRange(root.id(), liar.id()))));
    }

    @Test
    void anArcBetweenTheIdentifiersIsNoAnswer() {
        lie(new RoutingStep.Here(List.of(liar), Optional.of(new KeyRange(Key.ofHex("3fffff"), liar.id()))));
    }

    @Test
    void aHolderOfAnotherSpaceIsNoAnswer() {
        lie(new RoutingStep.Here(List.of(node("500001")), Optional.empty()));
    }

    @Test
    void aCandidateOfAnotherSpaceIsNoAnswer() {
        lie(new RoutingStep.Onward(List.of(node("500001"))));
    }

    private void lie(RoutingStep step) {
        answers.put(liar, step);
        answers.put(honest, truth);
        Router router = new Router(node("10"), SPACE, loop, new Answering(), RoutingConfig.defaults());
        router.open(key -> new RoutingStep.Onward(List.of(liar, honest)));
        loop.execute(() -> router.locate(KEY, Optional.empty(), outcomes::add, outcomes::add));
        time.runFor(Duration.ofSeconds(10));
        assertThat(outcomes)
                .containsExactly(new Located(
                        KEY, List.of(root), Optional.of(new KeyRange(honest.id(), root.id())), List.of(honest)));
    }

    private static NodeRef node(String id) {
        return new NodeRef(Key.ofHex(id), new Address("node" + id, 1));
    }

    /** Answers at once, with what it was told. */
    private final class Answering implements Rpc {

        @Override
        @SuppressWarnings("unchecked")
        public <R extends Message> void ask(
                NodeRef to, Request<R> request, Consumer<? super R> onReply, Consumer<? super RpcFailure> onFailure) {
            RoutingStep step = answers.get(to);
            loop.execute(() -> {
                if (step == null) {
                    onFailure.accept(RpcFailure.UNREACHABLE);
                } else {
                    onReply.accept((R) new NextStepAnswer(step));
                }
            });
        }

        @Override
        public <R extends Message> void ask(
                NodeRef to,
                Request<R> request,
                Duration timeout,
                Consumer<? super R> onReply,
                Consumer<? super RpcFailure> onFailure) {
            ask(to, request, onReply, onFailure);
        }

        @Override
        public <R extends Message, Q extends Request<R>> void serve(Class<Q> type, Handler<Q, R> handler) {}
    }
}
