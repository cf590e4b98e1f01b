/** Contract tests that every overlay, store, transport and event loop has to pass. */
@NullMarked
package dev.trefoil.testkit;

import org.jspecify.annotations.NullMarked;
