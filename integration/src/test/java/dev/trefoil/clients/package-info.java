/** Programs that share no code with Trefoil, against a running node. */
@NullMarked
package dev.trefoil.clients;

import org.jspecify.annotations.NullMarked;
