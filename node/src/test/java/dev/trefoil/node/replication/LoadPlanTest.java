package dev.trefoil.node.replication;

import static dev.trefoil.node.replication.LoadPlan.Answer.LOADED;
import static dev.trefoil.node.replication.LoadPlan.Answer.NOT_LOADED;
import static dev.trefoil.node.replication.LoadPlan.Answer.SILENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.node.replication.LoadPlan.Answer;
import dev.trefoil.node.replication.LoadPlan.Decision;
import dev.trefoil.node.replication.LoadPlan.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may begin to answer for an arc, with N = 3. "self" stands among the others in rank order. */
class LoadPlanTest {

    private static final int N = 3;

    @Test
    void aNewcomerTakesOverFromTheReplicaItDisplaces() {
        assertThat(decide(0, LOADED, LOADED, LOADED)).isEqualTo(takeOver(3));
        assertThat(decide(2, LOADED, LOADED, LOADED)).isEqualTo(takeOver(3));
    }

    @Test
    void ofTwoNewcomersEachTakesOverFromAnother() {
        assertThat(decide(0, NOT_LOADED, LOADED, LOADED, LOADED)).isEqualTo(takeOver(4));
        assertThat(decide(1, LOADED, LOADED, LOADED, NOT_LOADED)).isEqualTo(takeOver(3));
    }

    @Test
    void aVacancyIsFilledByTheFirstInRank() {
        assertThat(decide(2, LOADED, LOADED, NOT_LOADED).step()).isEqualTo(Step.CLAIM);
        assertThat(decide(0, NOT_LOADED, LOADED, LOADED).step()).isEqualTo(Step.CLAIM);
        assertThat(decide(1, NOT_LOADED, LOADED, LOADED)).isEqualTo(takeOver(3));
    }

    @Test
    void whoeverIsSilentMayCountForAllThatIsKnown() {
        assertThat(decide(2, LOADED, LOADED, SILENT).step()).isEqualTo(Step.WAIT);
        assertThat(decide(0, LOADED, LOADED, LOADED, SILENT)).isEqualTo(takeOver(3));
    }

    @Test
    void oneCopyIsEnoughOnlyIfAllOthersSayThatTheyHaveNone() {
        assertThat(decide(1, LOADED).step()).isEqualTo(Step.CLAIM);
        assertThat(decide(1, LOADED, NOT_LOADED, NOT_LOADED).step()).isEqualTo(Step.CLAIM);
        assertThat(decide(1, LOADED, NOT_LOADED, SILENT).step()).isEqualTo(Step.WAIT);
    }

    @Test
    void nobodyIsDisplacedWhoShouldHoldTheArc() {
        assertThat(decide(2, LOADED, LOADED, SILENT, SILENT).step()).isEqualTo(Step.WAIT);
        assertThat(decide(3, LOADED, LOADED, LOADED).step()).isEqualTo(Step.WAIT);
    }

    @Test
    void whatNobodyHasIsLostOnlyIfNobodyIsSilent() {
        assertThat(decide(0, NOT_LOADED, NOT_LOADED).step()).isEqualTo(Step.NOBODY_HAS_IT);
        assertThat(decide(0).step()).isEqualTo(Step.NOBODY_HAS_IT);
        assertThat(decide(0, NOT_LOADED, SILENT).step()).isEqualTo(Step.WAIT);
    }

    /** From any mixture of states and in any order of steps, there end up N that count: never more, and not fewer. */
    @Test
    void stepByStepExactlyNComeToCount() {
        for (int nodes = 3; nodes <= 6; nodes++) {
            for (int mask = 1; mask < 1 << nodes; mask++) {
                if (Integer.bitCount(mask) <= N) {
                    settle(nodes, mask);
                }
            }
        }
    }

    private static void settle(int nodes, int mask) {
        boolean[] loaded = new boolean[nodes];
        for (int i = 0; i < nodes; i++) {
            loaded[i] = (mask >> i & 1) == 1;
        }
        for (int round = 0; round < 3; round++) {
            for (int self = N - 1; self >= 0; self--) {
                if (!loaded[self]) {
                    step(loaded, self);
                    assertThat(count(loaded)).isLessThanOrEqualTo(N);
                }
            }
        }
        assertThat(loaded).startsWith(true, true, true);
        assertThat(count(loaded)).isEqualTo(N);
    }

    private static void step(boolean[] loaded, int self) {
        List<NodeRef> ranks = ranks(loaded.length);
        Map<NodeRef, Answer> answers = new LinkedHashMap<>();
        for (int i = 0; i < loaded.length; i++) {
            if (i != self) {
                answers.put(ranks.get(i), loaded[i] ? LOADED : NOT_LOADED);
            }
        }
        Decision decision = LoadPlan.decide(ranks.get(self), ranks, answers, N);
        if (decision.step() == Step.TAKE_OVER) {
            loaded[ranks.indexOf(decision.from().orElseThrow())] = false;
        }
        loaded[self] |= decision.step() == Step.CLAIM || decision.step() == Step.TAKE_OVER;
    }

    private static int count(boolean[] loaded) {
        int count = 0;
        for (boolean each : loaded) {
            count += each ? 1 : 0;
        }
        return count;
    }

    private static Decision decide(int own, Answer... others) {
        List<NodeRef> ranks = ranks(others.length + 1);
        Map<NodeRef, Answer> answers = new LinkedHashMap<>();
        List<NodeRef> rest = new ArrayList<>(ranks);
        rest.remove(own);
        for (int i = 0; i < others.length; i++) {
            answers.put(rest.get(i), others[i]);
        }
        return LoadPlan.decide(ranks.get(own), ranks, answers, N);
    }

    private static Decision takeOver(int rank) {
        return new Decision(Step.TAKE_OVER, Optional.of(ranks(rank + 1).get(rank)));
    }

    private static List<NodeRef> ranks(int count) {
        List<NodeRef> ranks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ranks.add(new NodeRef(Key.powerOfTwo(i), new Address("host" + i, 1)));
        }
        return ranks;
    }
}
