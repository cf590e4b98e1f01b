package dev.trefoil.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.chord.Chord;
import dev.trefoil.chord.ChordConfig;
import dev.trefoil.simulator.links.LatencyMatrix;
import dev.trefoil.simulator.links.Terrain;
import dev.trefoil.storage.HeapStore;
import dev.trefoil.transport.inmem.LinkModel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole nodes under whatever a seed brings: nothing acknowledged is lost, and afterwards everything comes right. */
class SwarmSimulationTest {

    private static final String COMMAND = "./mvnw -ntp -pl simulator -am test";

    @Test
    void nothingAcknowledgedIsLostWhateverGoesWrong() {
        Trials.of(4).replayedBy(COMMAND).run(trial -> swarm(trial, Duration.ofSeconds(60)));
    }

    @Test
    @Tag("proof")
    void nothingAcknowledgedIsLostWhateverGoesWrongForLong() {
        Trials.of(200).replayedBy(COMMAND + " -Pproof").run(trial -> swarm(trial, Duration.ofMinutes(5)));
    }

    @Test
    void oneSeedGivesOneTrace() {
        Trials.of(10).replayedBy(COMMAND).run(SwarmSimulationTest::twice);
    }

    @Test
    @Tag("proof")
    void eachOfAThousandSeedsGivesOneTrace() {
        Trials.of(1_000).replayedBy(COMMAND + " -Pproof").run(SwarmSimulationTest::twice);
    }

    private static void twice(Trial trial) {
        long first = trace(trial);
        assertThat(trace(trial)).as("the trace of the second run").isEqualTo(first);
        assertThat(trace(Trial.of(-trial.seed())))
                .as("the trace of another seed")
                .isNotEqualTo(first);
    }

    private static long trace(Trial trial) {
        Cluster cluster = cluster(trial);
        cluster.load(Workload.of(50).mix(0.4, 0.1));
        cluster.trouble(Trouble.draw(trial));
        cluster.runFor(Duration.ofSeconds(5));
        return cluster.traceHash();
    }

    private static void swarm(Trial trial, Duration safety) {
        Cluster cluster = cluster(trial);
        cluster.settle();
        Load load = cluster.load(
                Workload.of(trial.number("operations a second", 1, 20)).mix(0.4, 0.1));
        cluster.trouble(Trouble.draw(trial));
        cluster.runFor(safety);
        cluster.recoverWithin(Duration.ofMinutes(10));
        load.check();
    }

    private static Cluster cluster(Trial trial) {
        List<LinkModel> links = List.of(
                LinkModel.constant(Duration.ofMillis(5)),
                LinkModel.exponential(Duration.ofMillis(20)),
                Terrain.measured(LatencyMatrix.planetLab(), trial.seed()),
                Terrain.plane(Duration.ofMillis(80), trial.seed()).jittered(0.2),
                Terrain.measured(LatencyMatrix.king(), trial.seed()).jittered(0.1));
        int kind = trial.number("links (constant, exponential, PlanetLab, plane, King)", 0, links.size() - 1);
        return Cluster.of(new Chord(ChordConfig.defaults()), HeapStore::new)
                .trial(trial)
                .links(links.get(kind))
                .build()
                .startIdeal(trial.number("hosts", 3, 8));
    }
}
