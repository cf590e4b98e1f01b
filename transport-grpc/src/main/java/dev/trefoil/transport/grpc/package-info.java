/** The network over gRPC, and the public key-value service. */
@NullMarked
package dev.trefoil.transport.grpc;

import org.jspecify.annotations.NullMarked;
