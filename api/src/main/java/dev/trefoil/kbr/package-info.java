/**
 * Key-based routing, the common API of structured overlays (Dabek, Zhao, Druschel, Kubiatowicz, Stoica 2003): for
 * applications that send messages to keys rather than store values.
 *
 * <p>Everything here runs on the loop of the virtual node it belongs to: upcalls must not block, and the downcalls of
 * {@code KeyBasedRouting} may be made from upcalls only.
 */
@NullMarked
package dev.trefoil.kbr;

import org.jspecify.annotations.NullMarked;
