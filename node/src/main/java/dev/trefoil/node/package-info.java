/** A node of the hash table: everything the overlays have in common. */
@NullMarked
package dev.trefoil.node;

import org.jspecify.annotations.NullMarked;
