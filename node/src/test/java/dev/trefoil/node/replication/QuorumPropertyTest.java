package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class QuorumPropertyTest {

    /** Against the naive count over the whole history. */
    @Property
    void itIsReachedWithEnoughYesAndImpossibleWithoutHope(
            @ForAll @IntRange(min = 1, max = 5) int needed, @ForAll @Size(max = 12) List<Boolean> answers) {
        Quorum quorum = new Quorum(needed);
        answers.forEach(answer -> quorum.onAsk());
        int yes = 0;
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i)) {
                quorum.onReply();
                yes++;
            } else {
                quorum.onFailure();
            }
            int open = answers.size() - i - 1;
            Quorum.State expected = yes >= needed
                    ? Quorum.State.REACHED
                    : yes + open >= needed ? Quorum.State.PENDING : Quorum.State.IMPOSSIBLE;
            assertThat(quorum.state()).isEqualTo(expected);
            assertThat(quorum.expected()).isEqualTo(open);
        }
    }

    @Property
    void oneMoreToAskBringsHopeBack(@ForAll @IntRange(min = 1, max = 5) int needed) {
        Quorum quorum = new Quorum(needed);
        assertThat(quorum.state()).isEqualTo(Quorum.State.IMPOSSIBLE);
        for (int i = 0; i < needed; i++) {
            quorum.onAsk();
        }
        assertThat(quorum.state()).isEqualTo(Quorum.State.PENDING);
    }
}
