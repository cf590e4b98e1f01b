package dev.trefoil.transport.grpc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.StartException;
import dev.trefoil.spi.Envelope;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Transport;
import dev.trefoil.transport.grpc.Echo.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests and answers between processes, and what becomes of them when something is wrong. */
@Timeout(20)
class GrpcTransportTest {

    private final List<Transport> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(Transport::close);
    }

    @Test
    void aRequestArrivesWithSenderAndTargetAndItsAnswerComesBack() throws Exception {
        AtomicReference<Envelope> arrived = new AtomicReference<>();
        Transport server = open((envelope, reply) -> {
            arrived.set(envelope);
            reply.replied(Echo.of("and back"));
        });
        Envelope sent = new Envelope(Echo.ASKER, Optional.of(Key.powerOfTwo(159)), Echo.of("there"));
        CompletableFuture<Result> result = new CompletableFuture<>();
        idle().request(server.address(), sent, Duration.ofSeconds(5), handler(result));

        assertThat(result.get(5, SECONDS)).isEqualTo(Result.of(Echo.of("and back")));
        assertThat(arrived.get()).isEqualTo(sent);
    }

    @ParameterizedTest
    @EnumSource(RpcFailure.class)
    void everyRefusalOfANodeReachesTheAskerAsItIs(RpcFailure refusal) throws Exception {
        Transport server = open((envelope, reply) -> reply.failed(refusal));
        assertThat(ask(server, "?")).isEqualTo(Result.of(refusal));
    }

    @Test
    void onlyTheFirstAnswerCounts() throws Exception {
        Transport server = open((envelope, reply) -> {
            reply.replied(Echo.of("first"));
            reply.replied(Echo.of("second"));
            reply.failed(RpcFailure.BUSY);
        });
        assertThat(ask(server, "?")).isEqualTo(Result.of(Echo.of("first")));
    }

    @Test
    void aMessageThatOneSideCannotReadIsMalformed() throws Exception {
        Transport server = open(Echo::back);
        assertThat(ask(server, "garbage")).isEqualTo(Result.of(RpcFailure.MALFORMED));
        Transport liar = open((envelope, reply) -> reply.replied(Echo.of("garbage")));
        assertThat(ask(liar, "?")).isEqualTo(Result.of(RpcFailure.MALFORMED));
        assertThat(ask(server, "still there")).isEqualTo(Result.of(Echo.of("still there")));
    }

    @Test
    void aMessageOverTheLimitIsMalformedAtEitherSideAndInEitherDirection() throws Exception {
        GrpcConfig small = GrpcConfig.defaults().withMessageBytes(10_000);
        Echo large = new Echo(Bytes.adopt(new byte[20_000]));
        Transport smallServer = bind(
                small,
                (envelope, reply) ->
                        reply.replied(envelope.message().equals(Echo.of("large please")) ? large : envelope.message()));
        Transport largeServer = open((envelope, reply) -> reply.replied(large));
        Transport smallClient = bind(small, Echo::back);
        Transport largeClient = idle();

        assertThat(get(Echo.ask(smallClient, smallServer.address(), large))).isEqualTo(Result.of(RpcFailure.MALFORMED));
        assertThat(get(Echo.ask(largeClient, smallServer.address(), large))).isEqualTo(Result.of(RpcFailure.MALFORMED));
        assertThat(get(Echo.ask(smallClient, largeServer.address(), Echo.of("?"))))
                .isEqualTo(Result.of(RpcFailure.MALFORMED));
        assertThat(get(Echo.ask(largeClient, smallServer.address(), Echo.of("large please"))))
                .isEqualTo(Result.of(RpcFailure.MALFORMED));
        assertThat(get(Echo.ask(largeClient, largeServer.address(), large))).isEqualTo(Result.of(large));
    }

    @Test
    void aValueOfAMebibyteFitsIntoAMessage() throws Exception {
        Transport server = open(Echo::back);
        Echo mebibyte = new Echo(Bytes.adopt(new byte[1 << 20]));
        assertThat(get(Echo.ask(idle(), server.address(), mebibyte))).isEqualTo(Result.of(mebibyte));
    }

    @Test
    void aDeadProcessOnALivingHostIsUnreachableAtOnce() throws Exception {
        Address nobody = freeAddress();
        Transport asker = idle();
        for (int i = 0; i < 20; i++) {
            long began = System.nanoTime();
            assertThat(get(Echo.ask(asker, nobody, Echo.of("?")))).isEqualTo(Result.of(RpcFailure.UNREACHABLE));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void anUnknownHostIsUnreachable() throws Exception {
        assertThat(get(Echo.ask(idle(), new Address("no-such-host.invalid", 7400), Echo.of("?"))))
                .isEqualTo(Result.of(RpcFailure.UNREACHABLE));
    }

    @RepeatedTest(10)
    void aPeerThatIsBackAtItsPortIsReachedByTheNextRequest() throws Exception {
        Transport asker = idle();
        Address address = freeAddress();
        for (int life = 0; life < 3; life++) {
            // The first request may still have gone out on the connection that was just breaking.
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> get(Echo.ask(asker, address, Echo.of("?"))).equals(Result.of(RpcFailure.UNREACHABLE)));
            for (int i = 0; i < 5; i++) {
                assertThat(get(Echo.ask(asker, address, Echo.of("?")))).isEqualTo(Result.of(RpcFailure.UNREACHABLE));
            }
            Transport peer = bind(address, GrpcConfig.defaults(), Echo::back);
            assertThat(get(Echo.ask(asker, address, Echo.of("again")))).isEqualTo(Result.of(Echo.of("again")));
            peer.close();
        }
    }

    @Test
    void aRequestWithoutAnAnswerTimesOut() throws Exception {
        Transport silent = open((envelope, reply) -> {});
        Duration timeout = Duration.ofMillis(100);
        assertThat(get(Echo.ask(idle(), silent.address(), Echo.of("?"), timeout)))
                .isEqualTo(Result.of(RpcFailure.TIMED_OUT));
    }

    @Test
    void aRequestWhoseConnectionBreaksMayHaveBeenCarriedOutSoItIsNotUnreachable() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        Transport server = open((envelope, reply) -> arrived.countDown());
        CompletableFuture<Result> result = Echo.ask(idle(), server.address(), Echo.of("?"));
        assertThat(arrived.await(5, SECONDS)).isTrue();
        server.close();
        assertThat(get(result)).isEqualTo(Result.of(RpcFailure.TIMED_OUT));
    }

    @Test
    void anAnswerAfterTheAskerHasGoneIsDropped() throws Exception {
        AtomicReference<Transport.ReplyHandler> late = new AtomicReference<>();
        Transport server = open((envelope, reply) -> {
            if (!late.compareAndSet(null, reply)) {
                reply.replied(envelope.message());
            }
        });
        Transport asker = idle();
        assertThat(get(Echo.ask(asker, server.address(), Echo.of("?"), Duration.ofMillis(50))))
                .isEqualTo(Result.of(RpcFailure.TIMED_OUT));
        late.get().replied(Echo.of("too late"));
        assertThat(get(Echo.ask(asker, server.address(), Echo.of("next")))).isEqualTo(Result.of(Echo.of("next")));
    }

    @Test
    void beforeItIsOpenANodeIsBusy() throws Exception {
        Transport bound = new GrpcNetwork().bind(Echo.ANY_PORT, Echo.CODEC);
        opened.add(bound);
        assertThat(ask(bound, "?")).isEqualTo(Result.of(RpcFailure.BUSY));
    }

    @Test
    void requestsBeyondTheLimitAreBusyAndTheNextAfterThemIsNot() throws Exception {
        List<Transport.ReplyHandler> held = new ArrayList<>();
        CountDownLatch full = new CountDownLatch(4);
        Transport server = bind(GrpcConfig.defaults().withLoad(4, 4, 1 << 30), (envelope, reply) -> {
            synchronized (held) {
                held.add(reply);
            }
            full.countDown();
        });
        Transport asker = idle();
        List<CompletableFuture<Result>> accepted = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            accepted.add(Echo.ask(asker, server.address(), Echo.of("?")));
        }
        assertThat(full.await(5, SECONDS)).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(get(Echo.ask(asker, server.address(), Echo.of("?")))).isEqualTo(Result.of(RpcFailure.BUSY));
        }
        held.forEach(reply -> reply.replied(Echo.of("done")));
        for (CompletableFuture<Result> result : accepted) {
            assertThat(get(result)).isEqualTo(Result.of(Echo.of("done")));
        }
        assertThat(held).hasSize(4);
    }

    @Test
    void aThousandRequestsAtOnceAreAllAnswered() throws Exception {
        Transport server = open(Echo::back);
        Transport asker = idle();
        List<CompletableFuture<Result>> results = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            results.add(Echo.ask(asker, server.address(), Echo.of("number " + i)));
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(get(results.get(i))).isEqualTo(Result.of(Echo.of("number " + i)));
        }
    }

    @Test
    void anOutcomeThatIsThereBeforeTheAskerReturnsWaitsForItAndALaterOneDoesNot() {
        List<String> order = new ArrayList<>();
        Outcome early = new Outcome(Runnable::run);
        early.arrived(() -> order.add("early outcome"));
        order.add("asker returns");
        early.askerReturns();
        Outcome late = new Outcome(task -> order.add("elsewhere"));
        late.askerReturns();
        late.arrived(() -> order.add("late outcome"));
        assertThat(order).containsExactly("asker returns", "early outcome", "late outcome");
    }

    @Test
    void aClosedTransportAnswersForItself() throws Exception {
        Transport server = open(Echo::back);
        Transport asker = idle();
        asker.close();
        asker.close();
        assertThat(get(Echo.ask(asker, server.address(), Echo.of("?")))).isEqualTo(Result.of(RpcFailure.CLOSED));
    }

    @Test
    void whatIsUnderWayWhenATransportIsClosedFailsAsClosed() throws Exception {
        CountDownLatch arrived = new CountDownLatch(50);
        Transport silent = open((envelope, reply) -> arrived.countDown());
        Transport asker = idle();
        List<CompletableFuture<Result>> results = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            results.add(Echo.ask(asker, silent.address(), Echo.of("?")));
        }
        assertThat(arrived.await(5, SECONDS)).isTrue();
        asker.close();
        for (CompletableFuture<Result> result : results) {
            assertThat(get(result)).isEqualTo(Result.of(RpcFailure.CLOSED));
        }
    }

    @Test
    void thePortIsFreeAsSoonAsTheTransportIsClosed() {
        Transport first = open(Echo::back);
        Address address = first.address();
        for (int i = 0; i < 5; i++) {
            first.close();
            first = bind(address, GrpcConfig.defaults(), Echo::back);
        }
        assertThat(first.address()).isEqualTo(address);
    }

    @Test
    void aPortThatIsTakenIsRefusedWithAdvice() {
        Address taken = open(Echo::back).address();
        assertRefused(taken, StartException.Reason.ADDRESS_IN_USE, "another process listens on " + taken);
    }

    @Test
    void aHostThatIsUnknownOrNotOursIsRefusedWithAdvice() {
        assertRefused(
                new Address("no-such-host.invalid", 0), StartException.Reason.UNKNOWN_HOST, "no-such-host.invalid:0");
        assertRefused(new Address("192.0.2.1", 0), StartException.Reason.UNKNOWN_HOST, "no network interface");
        assertRefused(new Address("0.0.0.0", 0), StartException.Reason.UNKNOWN_HOST, "others cannot call");
    }

    @Test
    void theLongestUnusedConnectionIsClosedWhenThereAreTooMany() throws Exception {
        GrpcTransport asker =
                (GrpcTransport) bind(GrpcConfig.defaults().withConnections(10, 2), (envelope, reply) -> {});
        List<Transport> servers = List.of(open(Echo::back), open(Echo::back), open(Echo::back));
        for (int i = 0; i < 5; i++) {
            for (Transport server : servers) {
                assertThat(get(Echo.ask(asker, server.address(), Echo.of("?")))).isEqualTo(Result.of(Echo.of("?")));
                assertThat(asker.peerCount()).isLessThanOrEqualTo(2);
            }
        }
    }

    private void assertRefused(Address address, StartException.Reason reason, String words) {
        assertThatThrownBy(() -> new GrpcNetwork().bind(address, Echo.CODEC))
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(words);
    }

    private Transport open(Transport.Receiver receiver) {
        return bind(GrpcConfig.defaults(), receiver);
    }

    private Transport idle() {
        return open((envelope, reply) -> reply.failed(RpcFailure.NOT_A_MEMBER));
    }

    private Transport bind(GrpcConfig config, Transport.Receiver receiver) {
        return bind(Echo.ANY_PORT, config, receiver);
    }

    private Transport bind(Address address, GrpcConfig config, Transport.Receiver receiver) {
        Transport transport = new GrpcNetwork(config).bind(address, Echo.CODEC);
        opened.add(transport);
        transport.open(receiver);
        return transport;
    }

    private Result ask(Transport server, String text) throws Exception {
        return get(Echo.ask(idle(), server.address(), Echo.of(text)));
    }

    private static Result get(CompletableFuture<Result> result) throws Exception {
        return result.get(10, SECONDS);
    }

    private static Transport.ReplyHandler handler(CompletableFuture<Result> result) {
        return new Transport.ReplyHandler() {
            @Override
            public void replied(Message response) {
                result.complete(Result.of(response));
            }

            @Override
            public void failed(RpcFailure why) {
                result.complete(Result.of(why));
            }
        };
    }

    /** An address where nobody listens, or did a moment ago. */
    private static Address freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Address("127.0.0.1", socket.getLocalPort());
        }
    }
}
