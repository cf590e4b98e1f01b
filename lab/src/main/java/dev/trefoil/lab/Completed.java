package dev.trefoil.lab;

import java.time.Duration;

/**
 * An experiment that has been run.
 *
 * @param experiment which
 * @param findings what it found
 * @param time how long it took
 */
public record Completed(Experiment experiment, Findings findings, Duration time) {}
