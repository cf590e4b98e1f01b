package dev.trefoil.lab.report;

/**
 * Where and when a chapter was run, for the foot of its report.
 *
 * @param when the day and time, as text
 * @param machine processors, memory, Java
 * @param version of Trefoil
 */
public record Imprint(String when, String machine, String version) {}
