package dev.trefoil.node.routing;

import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.node.routing.RoutingMessage.Arrival;
import dev.trefoil.node.routing.RoutingMessage.NextStep;
import dev.trefoil.node.routing.RoutingMessage.NextStepAnswer;
import dev.trefoil.node.routing.RoutingMessage.Outcome;
import dev.trefoil.node.routing.RoutingMessage.Route;
import dev.trefoil.node.routing.RoutingMessage.Taken;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.MessageTable;
import dev.trefoil.spi.RoutingStep;
import dev.trefoil.testkit.CodecContract;
import dev.trefoil.testkit.TrefoilArbitraries;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

class RoutingCodecContractTest extends CodecContract {

    @Override
    protected MessageTable codec() {
        return RoutingCodec.TABLE;
    }

    @Override
    protected Class<? extends Message> protocol() {
        return RoutingMessage.class;
    }

    @Override
    protected Map<Class<? extends Message>, Arbitrary<? extends Message>> messages() {
        Arbitrary<Key> keys = TrefoilArbitraries.keys();
        Arbitrary<NodeRef> nodes = TrefoilArbitraries.nodeRefs();
        Arbitrary<List<NodeRef>> lists = nodes.list().ofMaxSize(RoutingMessage.NODES_MAX);
        Arbitrary<RoutingStep> here = Combinators.combine(
                        nodes.list().ofMinSize(1).ofMaxSize(RoutingMessage.NODES_MAX),
                        TrefoilArbitraries.ranges().optional())
                .as(RoutingStep.Here::new);
        Arbitrary<RoutingStep> onward = lists.map(RoutingStep.Onward::new);
        Arbitrary<Route> routes = Combinators.combine(
                        nodes,
                        Arbitraries.longs(),
                        keys,
                        Arbitraries.strings().ofMaxLength(20),
                        TrefoilArbitraries.bytes(100),
                        keys.list().ofMaxSize(10),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(Route::new);
        Arbitrary<Arrival> arrivals = Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.of(Outcome.class),
                        TrefoilArbitraries.bytes(100),
                        nodes,
                        Arbitraries.integers().between(0, RoutingMessage.PATH_MAX))
                .as(Arrival::new);
        return Map.of(
                NextStep.class,
                keys.map(NextStep::new),
                NextStepAnswer.class,
                Arbitraries.oneOf(here, onward).map(NextStepAnswer::new),
                Route.class,
                routes,
                Taken.class,
                Arbitraries.just(new Taken()),
                Arrival.class,
                arrivals);
    }
}
