/** The report of a chapter: one HTML page that needs nothing else, and the figures and numbers as files beside it. */
@NullMarked
package dev.trefoil.lab.report;

import org.jspecify.annotations.NullMarked;
