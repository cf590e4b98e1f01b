/** The real world of a node: its threads, its clocks, its chance. Nothing else in a node touches those. */
@NullMarked
package dev.trefoil.node.loop;

import org.jspecify.annotations.NullMarked;
