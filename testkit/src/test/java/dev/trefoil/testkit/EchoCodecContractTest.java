package dev.trefoil.testkit;

import dev.trefoil.spi.Message;
import dev.trefoil.spi.MessageTable;
import java.util.Map;
import net.jqwik.api.Arbitrary;

class EchoCodecContractTest extends CodecContract {

    @Override
    protected MessageTable codec() {
        return EchoMessage.CODEC;
    }

    @Override
    protected Class<? extends Message> protocol() {
        return EchoMessage.class;
    }

    @Override
    protected Map<Class<? extends Message>, Arbitrary<? extends Message>> messages() {
        return Map.of(
                EchoMessage.Ask.class, TrefoilArbitraries.bytes(20).map(EchoMessage.Ask::new),
                EchoMessage.Answer.class, TrefoilArbitraries.bytes(20).map(EchoMessage.Answer::new));
    }

    @Override
    protected boolean isProtobuf() {
        return false;
    }
}
