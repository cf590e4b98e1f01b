package dev.trefoil.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Consistency;
import dev.trefoil.Key;
import dev.trefoil.LimitExceededException;
import dev.trefoil.NoApplicationException;
import dev.trefoil.NodeClosedException;
import dev.trefoil.OutcomeUnknownException;
import dev.trefoil.ReadOptions;
import dev.trefoil.UnavailableException;
import dev.trefoil.Version;
import dev.trefoil.Versioned;
import dev.trefoil.WriteOptions;
import dev.trefoil.WriteResult;
import dev.trefoil.spi.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The typed client: every operation, what is tried elsewhere, and what is not because it might be done twice. */
@Timeout(20)
class KeyValueClientTest {

    private static final Bytes NAME = Bytes.utf8("name");
    private static final Bytes VALUE = Bytes.utf8("value");
    private static final WriteOptions WRITE = WriteOptions.DEFAULTS;
    private static final ReadOptions READ = ReadOptions.DEFAULTS;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable resource : opened) {
            resource.close();
        }
    }

    @Test
    void everyOperationComesBackAsTheNodeAnsweredIt() {
        BlockingKeyValueClient client = client(node(new FakeDht(160))).blocking();

        Version first = client.put(NAME, VALUE, WRITE.keptFor(Duration.ofSeconds(9)));
        assertThat(client.get(NAME, READ))
                .contains(new Versioned(VALUE, first, Optional.of(FakeDht.EPOCH.plusSeconds(9))));
        assertThat(client.putIfAbsent(NAME, VALUE, WRITE))
                .isInstanceOfSatisfying(
                        WriteResult.Refused.class,
                        refused -> assertThat(refused.current().orElseThrow().version())
                                .isEqualTo(first));
        WriteResult.Applied replaced = (WriteResult.Applied) client.replace(NAME, first, Bytes.EMPTY, WRITE);
        assertThat(client.get(NAME, READ)).contains(new Versioned(Bytes.EMPTY, replaced.version(), Optional.empty()));
        assertThat(client.removeIf(NAME, first, WRITE).isApplied()).isFalse();
        assertThat(client.removeIf(NAME, replaced.version(), WRITE).isApplied()).isTrue();
        assertThat(client.removeIf(NAME, first, WRITE)).isEqualTo(new WriteResult.Refused(Optional.empty()));
        assertThat(client.putIfAbsent(NAME, VALUE, WRITE).isApplied()).isTrue();
        assertThat(client.remove(NAME, WRITE)).isGreaterThan(first);
        assertThat(client.get(NAME, READ)).isEmpty();

        client.add(NAME, Bytes.utf8("b"), WRITE);
        client.add(NAME, Bytes.utf8("a"), WRITE);
        client.add(NAME, Bytes.utf8("c"), WRITE);
        client.discard(NAME, Bytes.utf8("b"), WRITE);
        assertThat(client.elements(NAME, READ)).containsExactly(Bytes.utf8("a"), Bytes.utf8("c"));

        Key key = Key.ofHex("123456789abcdef0123456789abcdef012345678");
        assertThat(client.locate(key)).isEqualTo(new FakeDht(160).locate(key).join());
        assertThat(client.locate(NAME).key()).isEqualTo(Key.sha1(NAME));
        assertThat(client.route("chat", key, VALUE).payload()).isEqualTo(Bytes.utf8("chat:value"));
        assertThat(client.route("chat", NAME, VALUE).root()).isEqualTo(FakeDht.ROOT);
        assertThat(client.route("chat", NAME, VALUE).hops()).isEqualTo(3);
        assertThat(client.status()).isEqualTo(FakeDht.aStatus());
    }

    @Test
    void consistencyAndTimeToLiveArriveUnchanged() {
        FakeDht dht = new FakeDht(160);
        BlockingKeyValueClient client = client(node(dht)).blocking();
        for (Consistency consistency : Consistency.values()) {
            client.put(NAME, VALUE, WRITE.with(consistency));
            assertThat(((WriteOptions) dht.options.remove()).consistency()).isEqualTo(consistency);
            client.get(NAME, READ.with(consistency));
            assertThat(((ReadOptions) dht.options.remove()).consistency()).isEqualTo(consistency);
        }
        client.add(NAME, VALUE, WRITE.keptFor(Duration.ofNanos(1)));
        assertThat(((WriteOptions) dht.options.remove()).timeToLive()).contains(Duration.ofMillis(1));
        client.add(NAME, VALUE, WRITE.keptFor(Duration.ofSeconds(Long.MAX_VALUE)));
        assertThat(((WriteOptions) dht.options.remove()).timeToLive())
                .contains(Duration.ofMillis(KeyValueRequests.TIME_TO_LIVE_MILLIS_MAX));
    }

    @Test
    void theExceptionsOfADhtAreThrownAgainHere() {
        FakeDht dht = new FakeDht(160);
        Address at = node(dht);
        BlockingKeyValueClient client = client(at).blocking();
        Version version = new Version(5, Key.powerOfTwo(100), 6);
        for (RuntimeException error : List.of(
                new LimitExceededException("too large"),
                new NoApplicationException("nobody there"),
                new OutcomeUnknownException("perhaps", version),
                new IllegalArgumentException("nonsense"))) {
            dht.failWith(error);
            assertThatThrownBy(() -> client.put(NAME, VALUE, WRITE))
                    .isExactlyInstanceOf(error.getClass())
                    .hasMessage(at + ": " + error.getMessage());
        }
        dht.failWith(new OutcomeUnknownException("perhaps", version));
        assertThatThrownBy(() -> client.put(NAME, VALUE, WRITE))
                .isInstanceOfSatisfying(
                        OutcomeUnknownException.class,
                        e -> assertThat(e.version()).isEqualTo(version));
        assertThat(dht.calls).as("none of these is repeated").hasValue(5);
    }

    @Test
    void aMistakeInTheNodeLeavesAWriteUnknownAndAReadUnavailable() {
        FakeDht dht = new FakeDht(160);
        BlockingKeyValueClient client = client(node(dht)).blocking();
        dht.failWith(new IllegalStateException("mistake"));
        assertThatThrownBy(() -> client.put(NAME, VALUE, WRITE)).isInstanceOf(OutcomeUnknownException.class);
        assertThatThrownBy(() -> client.get(NAME, READ)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void aNodeThatCannotBeReachedIsPassedOver() throws Exception {
        FakeDht dht = new FakeDht(160);
        BlockingKeyValueClient client = client(nobody(), nobody(), node(dht)).blocking();
        client.put(NAME, VALUE, WRITE);
        assertThat(client.get(NAME, READ)).isPresent();
        assertThat(dht.calls).hasValue(2);
    }

    @Test
    void aNodeThatIsClosedBusyOrCutOffIsPassedOverEvenForWrites() {
        FakeDht leaving = new FakeDht(160);
        leaving.failWith(new NodeClosedException("leaving"));
        FakeDht cutOff = new FakeDht(160);
        cutOff.failWith(new UnavailableException("too few replicas"));
        FakeDht healthy = new FakeDht(160);
        BlockingKeyValueClient client =
                client(starting(), node(leaving), node(cutOff), node(healthy)).blocking();
        client.put(NAME, VALUE, WRITE);
        client.put(NAME, VALUE, WRITE);
        assertThat(leaving.calls)
                .as("the one that answered is asked first the next time")
                .hasValue(1);
        assertThat(cutOff.calls).hasValue(1);
        assertThat(healthy.calls).hasValue(2);
    }

    @Test
    void aMessageIsNotSentTwiceForWantOfAnAnswer() {
        FakeDht cutOff = new FakeDht(160);
        cutOff.failWith(new UnavailableException("no answer"));
        FakeDht healthy = new FakeDht(160);
        BlockingKeyValueClient client = client(node(cutOff), node(healthy)).blocking();
        assertThatThrownBy(() -> client.route("chat", NAME, VALUE)).isInstanceOf(UnavailableException.class);
        assertThat(healthy.calls).hasValue(0);
    }

    @Test
    void aWriteWhoseConnectionBreaksIsUnknownAndNotRepeatedButAReadIs() throws Exception {
        FakeDht silent = new FakeDht(160);
        CountDownLatch asked = new CountDownLatch(2);
        silent.instead = () -> {
            asked.countDown();
            return new CompletableFuture<>();
        };
        Transport dying = bind(silent);
        FakeDht healthy = new FakeDht(160);
        KeyValueClient client = client(dying.address(), node(healthy));
        CompletableFuture<Version> write = client.put(NAME, VALUE, WRITE);
        CompletableFuture<Optional<Versioned>> read = client.get(NAME, READ);
        assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
        dying.close();
        assertThat(read.get(5, TimeUnit.SECONDS)).isEmpty();
        assertThatThrownBy(() -> write.get(5, TimeUnit.SECONDS))
                .hasCauseInstanceOf(OutcomeUnknownException.class)
                .cause()
                .isInstanceOfSatisfying(
                        OutcomeUnknownException.class,
                        e -> assertThat(e.version()).isEqualTo(Version.NONE));
        assertThat(healthy.calls).hasValue(1);
    }

    @Test
    void aReadLeavesTimeForTheNextNodeIfTheFirstNeverAnswers() {
        FakeDht silent = new FakeDht(160);
        silent.instead = CompletableFuture::new;
        FakeDht healthy = new FakeDht(160);
        BlockingKeyValueClient client = client(node(silent), node(healthy)).blocking();
        assertThat(client.get(NAME, READ.within(Duration.ofMillis(600)))).isEmpty();
        assertThatThrownBy(() -> client(node(silent)).blocking().put(NAME, VALUE, WRITE.within(Duration.ofMillis(200))))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThatThrownBy(() -> client(node(silent)).blocking().get(NAME, READ.within(Duration.ofMillis(200))))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("did not answer in time");
    }

    @Test
    void whenNobodyCanBeReachedTheCallEndsLongBeforeItsDeadline() throws Exception {
        Address dead = nobody();
        assertThatThrownBy(() -> client(dead).blocking().put(NAME, VALUE, WRITE))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("no node could be reached, " + dead);
    }

    @Test
    void aNodeThatComesUpBetweenTheRoundsIsFound() throws Exception {
        Address address = nobody();
        KeyValueClient client = client(address);
        CompletableFuture<Version> write = client.put(NAME, VALUE, WRITE);
        GrpcNetwork network = new GrpcNetwork();
        network.offer(new FakeDht(160));
        opened.add(network.bind(address, Echo.CODEC));
        assertThat(write.get(5, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void whatIsNotATrefoilNodeIsCalledThat() throws Exception {
        try (Garbage garbage = Garbage.answering("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            assertThatThrownBy(() -> client(garbage.address()).blocking().get(NAME, READ))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("is not a Trefoil node");
        }
    }

    @Test
    void aRequestThatNoNodeWouldReadIsRefusedHere() {
        FakeDht dht = new FakeDht(160);
        Bytes tooLarge = Bytes.adopt(new byte[5 << 20]);
        assertThatThrownBy(() -> client(node(dht)).blocking().put(NAME, tooLarge, WRITE))
                .isInstanceOf(LimitExceededException.class);
        assertThat(dht.calls).hasValue(0);
    }

    @Test
    void aClosedClientSaysSo() {
        KeyValueClient client = client(node(new FakeDht(160)));
        client.close();
        client.close();
        assertThatThrownBy(() -> client.blocking().get(NAME, READ)).isInstanceOf(NodeClosedException.class);
        assertThatThrownBy(() -> KeyValueClient.of()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCallbackMayBlockOnTheSameClient() throws Exception {
        KeyValueClient client = client(node(new FakeDht(160)));
        CompletableFuture<Optional<Versioned>> nested = client.put(NAME, VALUE, WRITE)
                .thenApply(version -> client.blocking().get(NAME, READ));
        assertThat(nested.get(5, TimeUnit.SECONDS)).isPresent();
    }

    private KeyValueClient client(Address... nodes) {
        KeyValueClient client = KeyValueClient.of(nodes);
        opened.add(client);
        return client;
    }

    private Address node(FakeDht dht) {
        return bind(dht).address();
    }

    private Transport bind(FakeDht dht) {
        GrpcNetwork network = new GrpcNetwork();
        network.offer(dht);
        Transport transport = network.bind(Echo.ANY_PORT, Echo.CODEC);
        opened.add(transport);
        return transport;
    }

    private Address starting() {
        Transport transport = new GrpcNetwork().bind(Echo.ANY_PORT, Echo.CODEC);
        opened.add(transport);
        return transport.address();
    }

    private static Address nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Address("127.0.0.1", socket.getLocalPort());
        }
    }
}
