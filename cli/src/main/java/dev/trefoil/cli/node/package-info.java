/** {@code trefoil node}: one node as a process, from joining to leaving. */
@NullMarked
package dev.trefoil.cli.node;

import org.jspecify.annotations.NullMarked;
