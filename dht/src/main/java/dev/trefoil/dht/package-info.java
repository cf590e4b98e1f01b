/** A node with Chord, a store on the heap and gRPC, put together: what most programs start from. */
@NullMarked
package dev.trefoil.dht;

import org.jspecify.annotations.NullMarked;
