/** The Chord chapter: the figures and tables of Stoica et al. 2001 and 2003, measured with this project's Chord. */
@NullMarked
package dev.trefoil.lab.chord;

import org.jspecify.annotations.NullMarked;
