/** The runnable jar as a user runs it: processes, exit codes, signals. */
@NullMarked
package dev.trefoil.command;

import org.jspecify.annotations.NullMarked;
