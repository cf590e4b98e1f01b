/** How a node finds its way into a network: who is at the seeds' addresses, and whether they are of the same network. */
@NullMarked
package dev.trefoil.node.bootstrap;

import org.jspecify.annotations.NullMarked;
