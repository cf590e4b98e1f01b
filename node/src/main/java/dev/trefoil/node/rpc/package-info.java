/** Questions between nodes: who answers them, how long to wait, and how messages become bytes. */
@NullMarked
package dev.trefoil.node.rpc;

import org.jspecify.annotations.NullMarked;
