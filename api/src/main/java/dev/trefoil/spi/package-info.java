/**
 * The seams of a node: what an overlay, a transport and a store are, and what a node is given of the world.
 *
 * <p>Everything a node does happens on its own {@link dev.trefoil.spi.EventLoop}, one task at a time, with callbacks for
 * answers; so overlays need no locks, and the same code runs on a thread or in virtual time. Types that may be called
 * from elsewhere say so.
 */
@NullMarked
package dev.trefoil.spi;

import org.jspecify.annotations.NullMarked;
