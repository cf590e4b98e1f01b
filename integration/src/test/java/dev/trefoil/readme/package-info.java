/** What the README shows is what the build compiles and runs. */
@NullMarked
package dev.trefoil.readme;

import org.jspecify.annotations.NullMarked;
