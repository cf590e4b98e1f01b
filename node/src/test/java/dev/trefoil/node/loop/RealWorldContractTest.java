package dev.trefoil.node.loop;

import dev.trefoil.spi.World;
import dev.trefoil.testkit.EventLoopContract;

class RealWorldContractTest extends EventLoopContract {

    @Override
    protected World newWorld() {
        return new RealWorld("contract");
    }
}
