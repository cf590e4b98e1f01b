package dev.trefoil.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.NodeClosedException;
import dev.trefoil.ReadOptions;
import dev.trefoil.RouteReply;
import dev.trefoil.StartException;
import dev.trefoil.WriteOptions;
import dev.trefoil.node.loop.RealWorld;
import dev.trefoil.node.testing.FullMembership;
import dev.trefoil.storage.HeapStore;
import dev.trefoil.transport.inmem.InMemoryNetwork;
import dev.trefoil.transport.inmem.LinkModel;
import dev.trefoil.transport.inmem.NetworkOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same node on real threads, with the in-memory network as the transport within one process. */
@Timeout(60)
class DhtNodeThreadsTest {

    private static final Bytes NAME = Bytes.utf8("name");
    private static final Bytes VALUE = Bytes.utf8("value");

    private final RealWorld outside = new RealWorld("network");
    private final InMemoryNetwork network = new InMemoryNetwork(
            outside.newLoop("network"), LinkModel.perfect(), new SplittableRandom(1), NetworkOptions.REENCODING);
    private final FullMembership overlay = FullMembership.walking(2);
    private final List<DhtNode> nodes = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(DhtNode::close);
        outside.close();
    }

    @Test
    void nodesWithSeveralLoopsServeManyThreadsAtOnce() {
        for (int number = 1; number <= 3; number++) {
            start(number, 3);
        }
        nodes.forEach(node -> node.awaitSettled(Duration.ofSeconds(30)).join());
        List<CompletableFuture<?>> writes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            writes.add(nodes.get(i % 3).put("name " + i, new byte[] {(byte) i}));
        }
        writes.forEach(CompletableFuture::join);
        for (int i = 0; i < 300; i++) {
            assertThat(nodes.get((i + 1) % 3).get("name " + i).join()).hasValue(new byte[] {(byte) i});
        }
    }

    @Test
    void futuresAreCompletedAwayFromTheLoopSoCallbacksMayBlock() {
        DhtNode node = start(1, 1);
        node.awaitSettled(Duration.ofSeconds(30)).join();
        CompletableFuture<Boolean> nested = node.put(NAME, VALUE, WriteOptions.DEFAULTS)
                .thenApply(
                        version -> node.get(NAME, ReadOptions.DEFAULTS).join().isPresent());
        assertThat(nested.join()).isTrue();
    }

    @Test
    void messagesAreRoutedAndAnswered() {
        for (int number = 1; number <= 4; number++) {
            start(number, 2);
        }
        nodes.forEach(node -> node.attach("echo", routing -> (key, payload, origin, reply) -> reply.accept(payload)));
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 50; i++) {
            Key key = nodes.get(0).keySpace().random(random);
            RouteReply reply = nodes.get(i % 4).route("echo", key, VALUE).join();
            assertThat(reply.root())
                    .isEqualTo(overlay.membership().holders(key, 1).get(0));
        }
    }

    @Test
    void closingFailsWhatIsOpenAndLeavesNoThread() {
        DhtNode node = start(1, 4);
        List<CompletableFuture<?>> open = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            open.add(node.put("name " + i, new byte[1]));
        }
        node.close();
        for (CompletableFuture<?> future : open) {
            assertThat(future).isDone();
        }
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> node.get(NAME, ReadOptions.DEFAULTS).join())
                .withCauseInstanceOf(NodeClosedException.class);
        assertThat(loopThreads(node.address())).isEmpty();
    }

    @Test
    void aStartThatFailsLeavesNoThread() {
        Address address = new Address("10.0.0.1", 7400);
        start(1, 1);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> builder(1, 1).start().join())
                .withCauseInstanceOf(StartException.class);
        assertThat(loopThreads(address)).as("those of the first node").hasSize(1);
    }

    private DhtNode start(int number, int virtualNodes) {
        DhtNode node = builder(number, virtualNodes).start().join();
        nodes.add(node);
        return node;
    }

    private DhtNodeBuilder builder(int number, int virtualNodes) {
        return DhtNode.builder()
                .address(new Address("10.0.0." + number, 7400))
                .seeds(nodes.stream().map(DhtNode::address).toList())
                .overlay(overlay)
                .transport(network)
                .store(new HeapStore())
                .virtualNodes(virtualNodes);
    }

    private static List<Thread> loopThreads(Address address) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("trefoil " + address + " node"))
                .toList();
    }
}
