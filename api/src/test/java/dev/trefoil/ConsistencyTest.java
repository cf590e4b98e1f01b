package dev.trefoil;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsistencyTest {

    @Test
    void twoQuorumsAlwaysShareAReplicaAndNoneIsLargerThanNeeded() {
        for (int replicas = 1; replicas <= 100; replicas++) {
            int quorum = Consistency.QUORUM.of(replicas);
            assertThat(2 * quorum).isGreaterThan(replicas).isLessThanOrEqualTo(replicas + 2);
            assertThat(Consistency.ONE.of(replicas)).isOne();
            assertThat(Consistency.ALL.of(replicas)).isEqualTo(replicas);
        }
        assertThat(Consistency.QUORUM.of(3)).isEqualTo(2);
        assertThat(Consistency.QUORUM.of(4)).isEqualTo(3);
    }
}
