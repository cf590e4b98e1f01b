/**
 * How a key is found, and how a message travels to it: once for all overlays, on top of
 * {@link dev.trefoil.spi.Overlay#nextStep}.
 */
@NullMarked
package dev.trefoil.node.routing;

import org.jspecify.annotations.NullMarked;
