package dev.trefoil.node.bootstrap;

import dev.trefoil.node.bootstrap.BootstrapMessage.Hello;
import dev.trefoil.node.bootstrap.BootstrapMessage.Welcome;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.MessageTable;
import dev.trefoil.testkit.CodecContract;
import dev.trefoil.testkit.TrefoilArbitraries;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.arbitraries.StringArbitrary;

class BootstrapCodecContractTest extends CodecContract {

    @Override
    protected MessageTable codec() {
        return BootstrapCodec.TABLE;
    }

    @Override
    protected Class<? extends Message> protocol() {
        return BootstrapMessage.class;
    }

    @Override
    protected Map<Class<? extends Message>, Arbitrary<? extends Message>> messages() {
        StringArbitrary names = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(20);
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 1_000);
        Arbitrary<NetworkIdentity> networks =
                Combinators.combine(numbers, names, names, numbers, numbers).as(NetworkIdentity::new);
        return Map.of(
                Hello.class,
                networks.map(Hello::new),
                Welcome.class,
                Combinators.combine(TrefoilArbitraries.nodeRefs(), networks, Arbitraries.of(true, false))
                        .as(Welcome::new));
    }
}
