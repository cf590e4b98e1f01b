/**
 * A node of the hash table: everything the overlays have in common, wired together.
 *
 * <p>{@link dev.trefoil.node.DhtNode} is the door: thread-safe, answering with futures. Behind it live the virtual nodes,
 * each on its own loop, speaking in callbacks.
 */
@NullMarked
package dev.trefoil.node;

import org.jspecify.annotations.NullMarked;
