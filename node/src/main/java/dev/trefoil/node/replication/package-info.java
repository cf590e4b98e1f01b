/**
 * The replicated table: how N nodes keep the same values, and how a value stays found while nodes come and go.
 *
 * <p>Everything here belongs to the loop of one virtual node; only the store is shared with others.
 */
@NullMarked
package dev.trefoil.node.replication;

import org.jspecify.annotations.NullMarked;
