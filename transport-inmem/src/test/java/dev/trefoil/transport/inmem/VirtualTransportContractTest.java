package dev.trefoil.transport.inmem;

import dev.trefoil.spi.TransportProvider;
import dev.trefoil.testkit.TransportContract;
import java.time.Duration;
import java.util.function.BooleanSupplier;

class VirtualTransportContractTest extends TransportContract {

    private final VirtualTime time = new VirtualTime(5);

    @Override
    protected TransportProvider newNetwork() {
        return new InMemoryNetwork(time, LinkModel.exponential(Duration.ofMillis(10)), NetworkOptions.REENCODING);
    }

    @Override
    protected boolean runUntil(BooleanSupplier condition, Duration limit) {
        return time.runUntil(condition, limit);
    }
}
