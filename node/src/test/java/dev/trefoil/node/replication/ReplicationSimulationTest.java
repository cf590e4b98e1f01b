package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Bytes;
import dev.trefoil.Consistency;
import dev.trefoil.ReadOptions;
import dev.trefoil.Version;
import dev.trefoil.WriteOptions;
import dev.trefoil.WriteResult;
import dev.trefoil.node.DhtNode;
import dev.trefoil.node.testing.FullMembership;
import dev.trefoil.node.testing.SimulatedNetwork;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What one user sees of the table on a network where nothing goes wrong. */
class ReplicationSimulationTest {

    private static final Bytes NAME = Bytes.utf8("name");

    private final SimulatedNetwork network =
            new SimulatedNetwork(7, FullMembership.ofOneHop()).start(5).settle();

    @Test
    void aValueIsReadFromEveryNodeAsItWasPut() {
        Version version = put(0, "value");
        for (DhtNode node : network.nodes()) {
            var found = network.await(node.get(NAME, ReadOptions.DEFAULTS)).orElseThrow();
            assertThat(found.value()).isEqualTo(Bytes.utf8("value"));
            assertThat(found.version()).isEqualTo(version);
            assertThat(found.expiry()).isEmpty();
        }
    }

    @Test
    void thereIsNothingUnderANameThatNobodyWrote() {
        assertThat(get(3)).isEmpty();
        assertThat(network.await(network.node(1).elements(NAME, ReadOptions.DEFAULTS)))
                .isEmpty();
    }

    @Test
    void theLaterPutWins() {
        put(0, "first");
        Version second = put(4, "second");
        assertThat(get(2)).contains("second");
        assertThat(network.await(network.node(3).get(NAME, ReadOptions.DEFAULTS))
                        .orElseThrow()
                        .version())
                .isEqualTo(second);
    }

    @Test
    void whatWasRemovedIsGoneAndMayBePutAgain() {
        put(0, "value");
        network.await(network.node(1).remove(NAME, WriteOptions.DEFAULTS));
        assertThat(get(2)).isEmpty();
        put(3, "again");
        assertThat(get(4)).contains("again");
    }

    @Test
    void aValueExpiresWhenItsTimeIsUpAndNotBefore() {
        Bytes value = Bytes.utf8("short-lived");
        network.await(network.node(0).put(NAME, value, WriteOptions.DEFAULTS.keptFor(Duration.ofMinutes(1))));
        network.time().runFor(Duration.ofSeconds(58));
        assertThat(get(1)).contains("short-lived");
        network.time().runFor(Duration.ofSeconds(2));
        assertThat(get(1)).isEmpty();
    }

    @Test
    void aSetKeepsTheElementsOfAllWriters() {
        for (int i = 0; i < 5; i++) {
            network.await(network.node(i).add(NAME, Bytes.utf8("element " + i), WriteOptions.DEFAULTS));
        }
        network.await(network.node(0).discard(NAME, Bytes.utf8("element 3"), WriteOptions.DEFAULTS));
        network.await(network.node(0).discard(NAME, Bytes.utf8("never added"), WriteOptions.DEFAULTS));
        Set<Bytes> elements = network.await(network.node(2).elements(NAME, ReadOptions.DEFAULTS));
        assertThat(elements)
                .containsExactly(
                        Bytes.utf8("element 0"),
                        Bytes.utf8("element 1"),
                        Bytes.utf8("element 2"),
                        Bytes.utf8("element 4"));
    }

    @Test
    void aRegisterAndASetOfOneNameDoNotMeet() {
        put(0, "value");
        network.await(network.node(1).add(NAME, Bytes.utf8("element"), WriteOptions.DEFAULTS));
        assertThat(get(2)).contains("value");
        assertThat(network.await(network.node(3).elements(NAME, ReadOptions.DEFAULTS)))
                .containsExactly(Bytes.utf8("element"));
    }

    @Test
    void everyConsistencyWorksWhileAllAreThere() {
        for (Consistency consistency : Consistency.values()) {
            network.await(
                    network.node(0).put(NAME, Bytes.utf8(consistency.name()), WriteOptions.DEFAULTS.with(consistency)));
            network.time().runFor(Duration.ofSeconds(1));
            assertThat(network.await(network.node(1).get(NAME, ReadOptions.DEFAULTS.with(consistency)))
                            .orElseThrow()
                            .value())
                    .isEqualTo(Bytes.utf8(consistency.name()));
        }
    }

    @Test
    void aConditionalWriteIsAppliedIfTheConditionHoldsAndElseShowsWhy() {
        WriteResult first =
                network.await(network.node(0).putIfAbsent(NAME, Bytes.utf8("first"), WriteOptions.DEFAULTS));
        Version version = ((WriteResult.Applied) first).version();
        WriteResult second =
                network.await(network.node(1).putIfAbsent(NAME, Bytes.utf8("second"), WriteOptions.DEFAULTS));
        assertThat(((WriteResult.Refused) second).current().orElseThrow().version())
                .isEqualTo(version);
        WriteResult replaced =
                network.await(network.node(2).replace(NAME, version, Bytes.utf8("third"), WriteOptions.DEFAULTS));
        assertThat(replaced.isApplied()).isTrue();
        assertThat(network.await(network.node(3).removeIf(NAME, version, WriteOptions.DEFAULTS))
                        .isApplied())
                .isFalse();
        Version third = ((WriteResult.Applied) replaced).version();
        assertThat(network.await(network.node(3).removeIf(NAME, third, WriteOptions.DEFAULTS))
                        .isApplied())
                .isTrue();
        assertThat(get(4)).isEmpty();
        assertThat(network.await(network.node(4).replace(NAME, third, Bytes.EMPTY, WriteOptions.DEFAULTS)))
                .isEqualTo(new WriteResult.Refused(Optional.empty()));
    }

    private Version put(int node, String value) {
        return network.await(network.node(node).put(NAME, Bytes.utf8(value), WriteOptions.DEFAULTS));
    }

    private Optional<String> get(int node) {
        return network.await(network.node(node).get(NAME, ReadOptions.DEFAULTS))
                .map(found -> found.value().toUtf8());
    }
}
