/** Statistics of what experiments measure: percentiles, distributions, tests of fit. Pure. */
@NullMarked
package dev.trefoil.lab.measure;

import org.jspecify.annotations.NullMarked;
