/** The in-memory network, on real or on virtual time. */
@NullMarked
package dev.trefoil.transport.inmem;

import org.jspecify.annotations.NullMarked;
