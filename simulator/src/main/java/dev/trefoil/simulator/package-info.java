/**
 * Whole networks in virtual time, from one seed: clusters of complete nodes, faults, churn, load, and an oracle that knows
 * what no node does.
 */
@NullMarked
package dev.trefoil.simulator;

import org.jspecify.annotations.NullMarked;
