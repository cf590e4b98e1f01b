package dev.trefoil.lab;

import dev.trefoil.lab.chart.Chart;

/**
 * A plot with what it tells.
 *
 * @param name the name of its file, without ending
 * @param chart the plot
 * @param caption what to see in it
 */
public record Figure(String name, Chart chart, String caption) {}
