/**
 * The demo: a network of processes that keeps every file of a directory while some of its nodes are killed.
 *
 * <p>{@code Demo} tells the story act by act; {@code Fleet} owns the processes, {@code FleetAccess} talks to them, and
 * {@code Ledger} and {@code Verification} are the honest witnesses.
 */
@NullMarked
package dev.trefoil.cli.demo;

import org.jspecify.annotations.NullMarked;
