package dev.trefoil.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import dev.trefoil.Dht;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus;
import dev.trefoil.UnavailableException;
import dev.trefoil.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DepartureTest {

    private static final NodeRef SELF = new NodeRef(Key.ZERO, new Address("127.0.0.1", 7400));
    private static final NodeRef OTHER = new NodeRef(Key.ofHex("80"), new Address("127.0.0.1", 7401));

    private NodeStatus status = status(List.of(OTHER));
    private boolean isKept;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    @Test
    void theFirstRequestLeavesGracefully() {
        departure(CompletableFuture.completedFuture(null)).request();
        assertThat(calls).containsExactly("status", "leave", "close", "exit 0");
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Leaving: handing over 5 keys", "Left the network.");
    }

    @Test
    void aNodeThatCouldNotHandOverSaysSo() {
        departure(CompletableFuture.failedFuture(new UnavailableException("7 keys were not handed over")))
                .request();
        assertThat(calls).containsExactly("status", "leave", "close", "exit 1");
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Left without having handed over everything: 7 keys");
    }

    @Test
    void theLastNodeEndsItsNetworkAndSaysWhatIsGone() {
        status = status(List.of());
        departure(CompletableFuture.failedFuture(new UnavailableException("nobody to hand over to")))
                .request();
        assertThat(calls).containsExactly("status", "leave", "close", "exit 0");
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("last node of its network: 5 keys will be gone");
    }

    @Test
    void theLastNodeWithADiskSaysThatItKeepsWhatItHolds() {
        status = status(List.of());
        isKept = true;
        departure(CompletableFuture.failedFuture(new UnavailableException("nobody to hand over to")))
                .request();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("5 keys stay in its store.");
    }

    @Test
    void theSecondRequestStopsAtOnce() {
        CompletableFuture<Void> leaving = new CompletableFuture<>();
        Departure departure = departure(leaving);
        Thread first = new Thread(departure::request);
        first.setDaemon(true);
        first.start();
        while (!calls.contains("leave")) {
            Thread.onSpinWait();
        }
        departure.request();
        assertThat(calls).contains("halt");
        leaving.complete(null);
    }

    @Test
    void theLifelineEndsWithItsInput() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Lifeline.watch(new ByteArrayInputStream(new byte[10]), ended::countDown);
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static NodeStatus status(List<NodeRef> neighbors) {
        return new NodeStatus(
                List.of(SELF), "trefoil", "chord", 160, 3, neighbors, 5, 50, NodeStatus.State.SETTLED, 0, 0, 0);
    }

    private Departure departure(CompletableFuture<Void> leaving) {
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Dht node = (Dht) Proxy.newProxyInstance(
                Dht.class.getClassLoader(), new Class<?>[] {Dht.class}, (self, method, arguments) -> {
                    calls.add(method.getName());
                    return switch (method.getName()) {
                        case "leave" -> leaving;
                        case "status" -> CompletableFuture.completedFuture(status);
                        default -> null;
                    };
                });
        return new Departure(
                node,
                isKept,
                new Console(stream, stream, false, false),
                code -> calls.add("exit " + code),
                () -> calls.add("halt"));
    }
}
