package dev.trefoil.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trefoil.Bytes;
import dev.trefoil.StartException;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Transport;
import dev.trefoil.transport.grpc.Echo.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing: in bounded time, under load, from any thread, and nothing is left behind. */
@Timeout(20)
class ShutdownTest {

    /** Streams that are cut off are warnings with a stack trace to gRPC; here they are the point. */
    private static final Logger GRPC_LOG = Logger.getLogger("io.grpc");

    /** What the tests of other classes, with channels of their own, have left running for a while. */
    private final List<Thread> before = threads(name -> name.startsWith("grpc-"));

    @BeforeAll
    static void keepTheLogShort() {
        GRPC_LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void restoreTheLog() {
        GRPC_LOG.setLevel(null);
    }

    @Test
    void closingDoesNotWaitForATimeLimit() throws Exception {
        Transport server = bind();
        Duration quickest = Duration.ofDays(1);
        for (int i = 0; i < 5; i++) {
            Transport asker = bind();
            Echo.ask(asker, server.address(), Echo.of("?")).get(5, TimeUnit.SECONDS);
            long began = System.nanoTime();
            asker.close();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            quickest = took.compareTo(quickest) < 0 ? took : quickest;
        }
        assertThat(quickest).isLessThan(Duration.ofMillis(500));
        server.close();
        assertNoThreadIsLeft();
    }

    @Test
    void closingUnderLoadTellsEverybodyAndLeavesNoThread() throws Exception {
        for (int round = 0; round < 3; round++) {
            List<Transport> transports = List.of(bind(), bind(), bind());
            List<CompletableFuture<Result>> results = new ArrayList<>();
            Echo payload = new Echo(Bytes.adopt(new byte[10_000]));
            for (int i = 0; i < 300; i++) {
                Transport from = transports.get(i % 3);
                results.add(Echo.ask(from, transports.get((i + 1) % 3).address(), payload));
            }
            long began = System.nanoTime();
            transports.forEach(Transport::close);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
            for (CompletableFuture<Result> result : results) {
                assertThat(result.get(5, TimeUnit.SECONDS))
                        .isIn(
                                Result.of(payload),
                                Result.of(RpcFailure.CLOSED),
                                // Between two that close at the same time, the other may have been first.
                                Result.of(RpcFailure.TIMED_OUT),
                                Result.of(RpcFailure.UNREACHABLE));
            }
        }
        assertNoThreadIsLeft();
        // gRPC keeps a timer for a second after its last use; it is a daemon.
        await().untilAsserted(() ->
                assertThat(threads(name -> name.startsWith("grpc-"))).isEmpty());
    }

    @Test
    void noThreadKeepsTheProcessAlive() throws Exception {
        Transport one = bind();
        Transport other = bind();
        KeyValueClient client = KeyValueClient.of(other.address());
        Echo.ask(one, other.address(), Echo.of("?")).get(5, TimeUnit.SECONDS);
        assertThat(client.status().handle((status, error) -> error).get(5, TimeUnit.SECONDS))
                .isNotNull();
        List<Thread> ours = threads(name -> name.startsWith("trefoil-grpc") || name.startsWith("grpc-"));
        assertThat(ours).isNotEmpty().allMatch(Thread::isDaemon);
        client.close();
        one.close();
        other.close();
    }

    @Test
    void aTransportMayBeClosedFromWithinItsOwnCallbacks() throws Exception {
        Transport server = bind();
        Transport asker = bind();
        CompletableFuture<Result> asked = Echo.ask(asker, server.address(), Echo.of("?"));
        CountDownLatch closed = new CountDownLatch(1);
        asked.thenAccept(result -> {
            asker.close();
            closed.countDown();
        });
        assertThat(closed.await(1, TimeUnit.SECONDS)).isTrue();
        server.close();
        assertNoThreadIsLeft();
    }

    @Test
    void transportsAndClientsShareTheirThreads() throws Exception {
        Transport first = bind();
        Transport second = bind();
        Echo.ask(first, second.address(), Echo.of("?")).get(5, TimeUnit.SECONDS);
        int few = Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));
        List<Transport> more = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Transport transport = bind();
            more.add(transport);
            Echo.ask(transport, first.address(), Echo.of("?")).get(5, TimeUnit.SECONDS);
        }
        assertThat(own()).hasSizeLessThanOrEqualTo(few);
        more.forEach(Transport::close);
        assertThat(Echo.ask(first, second.address(), Echo.of("still?")).get(5, TimeUnit.SECONDS))
                .isEqualTo(Result.of(Echo.of("still?")));
        first.close();
        second.close();
        assertNoThreadIsLeft();
    }

    @Test
    void aBindThatFailsLeavesNothingBehind() {
        Transport taken = bind();
        for (int i = 0; i < 3; i++) {
            try {
                new GrpcNetwork().bind(taken.address(), Echo.CODEC);
                throw new AssertionError("the port is taken");
            } catch (StartException expected) {
                assertThat(expected.isRetryable()).isFalse();
            }
        }
        taken.close();
        assertNoThreadIsLeft();
    }

    private static Transport bind() {
        Transport transport = new GrpcNetwork().bind(Echo.ANY_PORT, Echo.CODEC);
        transport.open(Echo::back);
        return transport;
    }

    /** Neither of ours nor of gRPC's, which keeps its own for a second after their last use. */
    private void assertNoThreadIsLeft() {
        await().pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            List<Thread> left = threads(name -> name.startsWith("trefoil-grpc") || name.startsWith("grpc-"));
            left.removeAll(before);
            assertThat(left).isEmpty();
        });
    }

    private static List<Thread> own() {
        return threads(name -> name.startsWith("trefoil-grpc"));
    }

    private static List<Thread> threads(Function<String, Boolean> ofInterest) {
        Map<Thread, StackTraceElement[]> all = Thread.getAllStackTraces();
        return all.keySet().stream()
                .filter(thread -> ofInterest.apply(thread.getName()))
                .collect(Collectors.toList());
    }
}
