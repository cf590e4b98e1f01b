/** Where simulated hosts stand, and how long messages between them take. */
@NullMarked
package dev.trefoil.simulator.links;

import org.jspecify.annotations.NullMarked;
