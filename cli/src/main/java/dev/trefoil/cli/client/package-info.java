/** How commands reach a network: through any of its nodes, and through another if that one is gone. */
@NullMarked
package dev.trefoil.cli.client;

import org.jspecify.annotations.NullMarked;
