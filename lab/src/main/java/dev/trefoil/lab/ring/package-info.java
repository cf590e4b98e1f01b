/** Networks for experiments: an ideal one that stands still, and one that lives in virtual time. */
@NullMarked
package dev.trefoil.lab.ring;

import org.jspecify.annotations.NullMarked;
