/** Plots as SVG text: what is drawn (a {@link dev.trefoil.lab.chart.Chart}) and how. Pure; knows nothing of experiments. */
@NullMarked
package dev.trefoil.lab.chart;

import org.jspecify.annotations.NullMarked;
