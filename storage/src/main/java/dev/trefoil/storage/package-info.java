/** Stores that keep a node's entries. */
@NullMarked
package dev.trefoil.storage;

import org.jspecify.annotations.NullMarked;
