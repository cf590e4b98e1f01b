/** How the command talks: results, messages, JSON, exit codes, and errors in words rather than stack traces. */
@NullMarked
package dev.trefoil.cli.console;

import org.jspecify.annotations.NullMarked;
