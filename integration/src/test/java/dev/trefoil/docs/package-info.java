/** What the pages in {@code docs} show is what the build compiles and runs. */
@NullMarked
package dev.trefoil.docs;

import org.jspecify.annotations.NullMarked;
