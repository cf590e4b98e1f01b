/** A node with Chord, a store and gRPC, put together. */
@NullMarked
package dev.trefoil.dht;

import org.jspecify.annotations.NullMarked;
