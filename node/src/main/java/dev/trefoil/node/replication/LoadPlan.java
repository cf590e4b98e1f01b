package dev.trefoil.node.replication;

import dev.trefoil.NodeRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides when a node that has received an arc may answer for it.
 *
 * <p>The aim is that at any time N nodes, and no more, count for a key, each of which has seen all that it would have
 * seen had it been one of the N from the beginning. So a newcomer waits for a <em>vacancy</em> (fewer than N count,
 * because one has died), or takes over from the last in rank that counts, who stops counting first.
 */
final class LoadPlan {

    /** What one other node said about having all of the arc. */
    enum Answer {
        LOADED,
        NOT_LOADED,
        /** Nothing, or the transfer from it broke off. It may count for all that is known. */
        SILENT
    }

    /** What to do next. */
    enum Step {
        /** Answer for the arc from now on. */
        CLAIM,
        /** Ask {@code from} to stop, fetch from it once more, then answer for the arc. */
        TAKE_OVER,
        /** Nobody has all of it. Either all who did are gone, or everyone is starting. */
        NOBODY_HAS_IT,
        /** Not now. */
        WAIT
    }

    /**
     * A decision.
     *
     * @param step what to do
     * @param from from whom to take over
     */
    record Decision(Step step, Optional<NodeRef> from) {

        static Decision of(Step step) {
            return new Decision(step, Optional.empty());
        }
    }

    private LoadPlan() {}

    /**
     * Decides for {@code self}.
     *
     * @param self who wants to answer for the arc
     * @param ranks who should hold it, in rank order, on distinct addresses, as many as are known
     * @param answers what each of {@code ranks} but {@code self} said
     * @param replicas N
     */
    static Decision decide(NodeRef self, List<NodeRef> ranks, Map<NodeRef, Answer> answers, int replicas) {
        int own = ranks.indexOf(self);
        if (own < 0 || own >= replicas) {
            return Decision.of(Step.WAIT);
        }
        List<NodeRef> loaded = with(Answer.LOADED, ranks, answers);
        int silent = with(Answer.SILENT, ranks, answers).size();
        if (loaded.isEmpty()) {
            return Decision.of(silent == 0 ? Step.NOBODY_HAS_IT : Step.WAIT);
        }
        int before = with(Answer.NOT_LOADED, ranks.subList(0, own), answers).size();
        boolean enough = loaded.size() >= replicas / 2 + 1;
        if (before < replicas - loaded.size() - silent && (enough || silent == 0)) {
            return Decision.of(Step.CLAIM);
        }
        NodeRef last = loaded.get(loaded.size() - 1);
        boolean isDisplaced = ranks.indexOf(last) >= replicas;
        return enough && isDisplaced ? new Decision(Step.TAKE_OVER, Optional.of(last)) : Decision.of(Step.WAIT);
    }

    private static List<NodeRef> with(Answer answer, List<NodeRef> ranks, Map<NodeRef, Answer> answers) {
        return ranks.stream().filter(node -> answers.get(node) == answer).toList();
    }
}
