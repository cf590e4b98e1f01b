package dev.trefoil.transport.inmem;

import dev.trefoil.spi.World;
import dev.trefoil.testkit.EventLoopContract;
import java.time.Duration;
import java.util.function.BooleanSupplier;

class VirtualEventLoopContractTest extends EventLoopContract {

    private final VirtualTime time = new VirtualTime(3);

    @Override
    protected World newWorld() {
        return time.world("w");
    }

    @Override
    protected boolean runUntil(BooleanSupplier condition, Duration limit) {
        while (true) {
            try {
                return time.runUntil(condition, limit);
            } catch (SimulationException e) {
                // The contract throws on purpose, to see whether the loop goes on.
            }
        }
    }
}
