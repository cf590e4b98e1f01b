/** What an experiment is, what it finds, and how a chapter of them is run. */
@NullMarked
package dev.trefoil.lab;

import org.jspecify.annotations.NullMarked;
