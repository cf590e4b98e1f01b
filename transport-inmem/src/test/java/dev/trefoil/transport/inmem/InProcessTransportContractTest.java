package dev.trefoil.transport.inmem;

import dev.trefoil.spi.TransportProvider;
import dev.trefoil.testkit.TransportContract;
import java.util.random.RandomGenerator;

/** The same network on a loop of real time. */
class InProcessTransportContractTest extends TransportContract {

    private RealLoop loop;

    @Override
    protected TransportProvider newNetwork() {
        loop = new RealLoop();
        return new InMemoryNetwork(loop, LinkModel.perfect(), RandomGenerator.of("L64X128MixRandom"));
    }

    @Override
    protected void closeNetwork() {
        loop.close();
    }
}
