package dev.trefoil.dht;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.trefoil.Address;
import dev.trefoil.NodeClosedException;
import dev.trefoil.StartException;
import dev.trefoil.StartException.Reason;
import dev.trefoil.node.DhtNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class TrefoilTest {

    private static final String ANY_PORT = "127.0.0.1:0";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void aSecondNodeJoinsTheFirst() {
        try (DhtNode first = Trefoil.start(ANY_PORT);
                DhtNode second = Trefoil.join(ANY_PORT, first.address().toString())) {
            var place = second.keySpace().random(new SplittableRandom(1));
            assertThat(second.locate(place).join().holders()).isNotEmpty();
            assertThat(second.status().join().overlay()).isEqualTo("chord");
        }
    }

    @Test
    void whatIsAcknowledgedSurvivesTheLossOfANodeAndTheLeaveOfAnother() {
        try (DhtNode first = Trefoil.start(ANY_PORT);
                DhtNode second = Trefoil.join(ANY_PORT, first.address().toString());
                DhtNode third = Trefoil.join(ANY_PORT, first.address().toString());
                DhtNode fourth = Trefoil.builder()
                        .address(Address.parse(ANY_PORT))
                        .seeds(List.of(first.address()))
                        .virtualNodes(3)
                        .start()) {
            List<DhtNode> all = List.of(first, second, third, fourth);
            all.forEach(node -> node.awaitSettled(LIMIT).join());
            for (int i = 0; i < 60; i++) {
                all.get(i % 4).put("name " + i, new byte[] {(byte) i}).join();
            }
            all.get(1).close();
            for (int i = 0; i < 60; i++) {
                assertThat(third.get("name " + i).join()).hasValue(new byte[] {(byte) i});
            }
            List.of(first, third, fourth)
                    .forEach(node -> node.awaitSettled(LIMIT).join());
            fourth.leave().join();
            for (int i = 0; i < 60; i++) {
                assertThat(first.get("name " + i).join()).hasValue(new byte[] {(byte) i});
            }
        }
    }

    @Test
    void aClosedNodeGivesItsPortBackAndRefusesEverything() {
        DhtNode node = Trefoil.start(ANY_PORT);
        Address address = node.address();
        node.close();
        node.close();
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> node.get("name").join())
                .withCauseInstanceOf(NodeClosedException.class);
        Trefoil.start(address.toString()).close();
    }

    @Test
    void aPortInUseIsSaidSo() {
        try (DhtNode node = Trefoil.start(ANY_PORT)) {
            refused(Reason.ADDRESS_IN_USE, Trefoil.builder().address(node.address()));
        }
    }

    @Test
    void anUnknownHostIsSaidSo() {
        refused(Reason.UNKNOWN_HOST, Trefoil.builder().address(Address.parse("no-such-host.invalid:0")));
    }

    @Test
    void aSeedWhereNobodyListensIsSaidSo() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        StartException why = refused(Reason.SEEDS_UNREACHABLE, joining(new Address("127.0.0.1", free)));
        assertThat(why).hasMessageContaining("127.0.0.1:" + free);
    }

    @Test
    void aSeedThatIsAWebServerIsSaidNotToBeANode() throws IOException {
        try (WebServer server = new WebServer()) {
            refused(Reason.NOT_A_TREFOIL_NODE, joining(server.address()));
        }
    }

    @Test
    void aSeedOfAnotherNetworkIsSaidSoAndWhatDiffers() {
        try (DhtNode seed = Trefoil.builder()
                .address(Address.parse(ANY_PORT))
                .identifierBits(32)
                .network("other")
                .start()) {
            StartException why = refused(Reason.DIFFERENT_NETWORK, joining(seed.address()));
            assertThat(why)
                    .hasMessageContaining("network name: trefoil here, other there")
                    .hasMessageContaining("identifier length m: 160 here, 32 there");
        }
    }

    @Test
    void joiningWithoutASeedIsAMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> Trefoil.join(ANY_PORT));
    }

    private static TrefoilBuilder joining(Address seed) {
        return Trefoil.builder()
                .address(Address.parse(ANY_PORT))
                .seeds(List.of(seed))
                .joinTime(Duration.ofSeconds(3));
    }

    private static StartException refused(Reason reason, TrefoilBuilder builder) {
        StartException[] thrown = new StartException[1];
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> builder.start().close())
                .satisfies(why -> {
                    assertThat(why.reason()).as(why.getMessage()).isEqualTo(reason);
                    thrown[0] = why;
                });
        return thrown[0];
    }
}
