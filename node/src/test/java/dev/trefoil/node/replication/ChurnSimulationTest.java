package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.transport.inmem.LinkFaults;
import dev.trefoil.transport.inmem.LinkModel;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes come and go under load, and nothing that was acknowledged is lost. To replay a failure: its seed. */
class ChurnSimulationTest {

    private static final LinkModel LINKS = LinkModel.exponential(Duration.ofMillis(10));
    private static final Duration VIEWS_DIFFER = Duration.ofSeconds(1);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("trefoil.seeds", 10));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingAcknowledgedIsLostWhenAnyNodeCrashesAtAnyTime(long seed) {
        Churn churn = new Churn(seed, 5, LINKS, VIEWS_DIFFER);
        churn.load(Duration.ofMillis(500 + churn.random().nextInt(1500)), 40);
        churn.crash(churn.anyNode());
        churn.load(Duration.ofSeconds(3), 40);
        churn.settle().check();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingAcknowledgedIsLostWhenAnyTwoCrashAtOnceAfterRepair(long seed) {
        Churn churn = new Churn(seed, 6, LINKS, VIEWS_DIFFER);
        churn.load(Duration.ofSeconds(1), 40);
        churn.crash(churn.anyNode());
        churn.load(Duration.ofSeconds(2), 40).settle();
        churn.crash(churn.anyNode());
        churn.crash(churn.anyNode());
        churn.settle().check();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingAcknowledgedIsLostWhileNodesJoinAndLeave(long seed) {
        Churn churn = new Churn(seed, 5, LINKS, VIEWS_DIFFER);
        churn.load(Duration.ofSeconds(1), 40);
        churn.join();
        churn.load(Duration.ofMillis(churn.random().nextInt(1000)), 40);
        churn.join();
        churn.load(Duration.ofMillis(churn.random().nextInt(3000)), 40);
        churn.leave(churn.anyNode());
        churn.load(Duration.ofMillis(churn.random().nextInt(1000)), 40);
        churn.leave(churn.anyNode());
        churn.load(Duration.ofSeconds(1), 40);
        churn.settle().check();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingAcknowledgedIsLostOnLinksThatLoseDoubleAndDeny(long seed) {
        LinkFaults faults = LinkFaults.NONE.withLoss(0.05).withDuplication(0.05).withDenial(0.05);
        Churn churn = new Churn(seed, 5, LINKS.with(faults), VIEWS_DIFFER);
        churn.load(Duration.ofSeconds(1), 40);
        churn.join();
        churn.load(Duration.ofSeconds(1), 40);
        churn.crash(churn.anyNode());
        churn.load(Duration.ofSeconds(3), 40);
        churn.settle().check();
    }

    @ParameterizedTest
    @Tag("proof")
    @MethodSource("seeds")
    void nothingAcknowledgedIsLostInALongLifeOfOneChangeAfterAnother(long seed) {
        Churn churn = new Churn(seed, 6, LINKS, VIEWS_DIFFER);
        for (int change = 0; change < 12; change++) {
            churn.load(Duration.ofMillis(churn.random().nextInt(3000)), 30);
            int kind = churn.random().nextInt(3);
            if (kind == 0 && churn.network().nodes().size() > 4) {
                churn.crash(churn.anyNode());
                churn.settle();
            } else if (kind == 1 && churn.network().nodes().size() > 4) {
                churn.leave(churn.anyNode());
            } else {
                churn.join();
            }
        }
        churn.settle().check();
        assertThat(churn.network().nodes()).hasSizeGreaterThan(3);
    }
}
