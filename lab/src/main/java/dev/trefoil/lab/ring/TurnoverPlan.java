package dev.trefoil.lab.ring;

import java.time.Duration;

/**
 * How a network under {@link Turnover} lives.
 *
 * @param nodes how many there are in the beginning
 * @param changesPerSecond how many nodes come, and how many go
 * @param politely whether those that go say good-bye
 * @param lookupsPerSecond of all nodes together
 * @param recursive whether queries are passed on; if not, the asker asks every node itself
 * @param predecessors how many predecessors nodes know, whose keys are not looked up
 * @param warmUp how long nothing is counted
 * @param duration how long lookups are begun and counted
 */
public record TurnoverPlan(
        int nodes,
        double changesPerSecond,
        boolean politely,
        double lookupsPerSecond,
        boolean recursive,
        int predecessors,
        Duration warmUp,
        Duration duration) {

    /** How long the last lookups are given to end. */
    Duration patience() {
        return Duration.ofMinutes(3);
    }
}
