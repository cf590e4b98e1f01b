package dev.trefoil.transport.grpc;

import dev.trefoil.spi.TransportProvider;
import dev.trefoil.testkit.TransportContract;

/** What every transport promises. */
class GrpcTransportContractTest extends TransportContract {

    @Override
    protected TransportProvider newNetwork() {
        return new GrpcNetwork();
    }
}
