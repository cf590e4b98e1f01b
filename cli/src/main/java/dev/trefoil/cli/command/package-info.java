/** One class for each command but the demo: what it takes, what it prints. */
@NullMarked
package dev.trefoil.cli.command;

import org.jspecify.annotations.NullMarked;
