/** The commands that run the experiments of the lab. */
@NullMarked
package dev.trefoil.cli.lab;

import org.jspecify.annotations.NullMarked;
