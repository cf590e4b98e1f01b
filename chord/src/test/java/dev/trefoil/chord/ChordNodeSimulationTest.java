package dev.trefoil.chord;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.KeySpace;
import dev.trefoil.Located;
import dev.trefoil.node.DhtNode;
import dev.trefoil.node.rpc.RpcConfig;
import dev.trefoil.spi.World;
import dev.trefoil.storage.HeapStore;
import dev.trefoil.transport.inmem.InMemoryNetwork;
import dev.trefoil.transport.inmem.LinkModel;
import dev.trefoil.transport.inmem.NetworkOptions;
import dev.trefoil.transport.inmem.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Chord beneath whole nodes, with their real rpc, router and replicas, in virtual time. */
class ChordNodeSimulationTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final VirtualTime time = new VirtualTime(Long.getLong("trefoil.seed", 1));
    private final InMemoryNetwork network =
            new InMemoryNetwork(time, LinkModel.constant(Duration.ofMillis(10)), NetworkOptions.REENCODING);
    private final Map<DhtNode, World> worlds = new LinkedHashMap<>();

    private ChordConfig config = ChordConfig.defaults();
    /** The ids follow from it, and so the shape of the ring. */
    private int port = 7400;

    @Test
    void valuesSurviveCrashesLeavesAndJoins() {
        for (int i = 0; i < 6; i++) {
            start(i, 1);
        }
        settle();
        for (int i = 0; i < 50; i++) {
            await(nodes().get(i % 6).put("name " + i, ("value " + i).getBytes(UTF_8)));
        }
        crash(nodes().get(2));
        settle();
        DhtNode leaver = nodes().get(3);
        await(leaver.leave());
        worlds.remove(leaver);
        start(50, 1);
        settle();
        crash(nodes().get(0));
        settle();
        for (DhtNode node : nodes()) {
            for (int i = 0; i < 50; i++) {
                assertThat(await(node.get("name " + i)))
                        .as("value %d, seed %d", i, time.seed())
                        .contains(("value " + i).getBytes(UTF_8));
            }
        }
    }

    @Test
    void allNodesAgreeOnTheHoldersOfEveryKeyAndTheseAreOnDistinctAddresses() {
        for (int i = 0; i < 8; i++) {
            start(i, 4);
        }
        time.runFor(Duration.ofSeconds(30));
        agree();
    }

    @Test
    void aRingSmallerThanItsListsIsKnownWholeThoughItsNodesJoinedFasterThanTheWordCouldGoRound() {
        config = config.withSuccessors(32);
        port = 7401;
        for (int i = 1; i <= 5; i++) {
            start(i, 4);
        }
        time.runFor(Duration.ofSeconds(30));
        agree();
    }

    private void agree() {
        for (int i = 0; i < 30; i++) {
            Set<Object> answers = new HashSet<>();
            for (DhtNode node : nodes()) {
                Located located = await(node.locate(KeySpace.FULL.place(Bytes.utf8("name " + i))));
                answers.add(located.holders().subList(0, 3));
                assertThat(located.holders().stream().map(holder -> holder.address()))
                        .doesNotHaveDuplicates();
            }
            assertThat(answers).as("seed %d", time.seed()).hasSize(1);
        }
    }

    private List<DhtNode> nodes() {
        return new ArrayList<>(worlds.keySet());
    }

    private void start(int number, int virtualNodes) {
        World world = time.world("host " + number);
        DhtNode node = await(DhtNode.builder()
                .address(new Address("10.0.0." + number, port))
                .seeds(nodes().stream().map(DhtNode::address).limit(3).toList())
                .overlay(new Chord(config))
                .transport(network.inside(world))
                .store(new HeapStore())
                .rpc(RpcConfig.forSimulation())
                .virtualNodes(virtualNodes)
                .world(world)
                .start());
        worlds.put(node, world);
    }

    private void crash(DhtNode node) {
        network.crash(node.address());
        worlds.remove(node).close();
    }

    private void settle() {
        time.runFor(Duration.ofSeconds(10));
        nodes().forEach(node -> await(node.awaitSettled(PATIENCE)));
    }

    private <T> T await(CompletableFuture<T> future) {
        assertThat(time.runUntil(future::isDone, PATIENCE))
                .as("done in time; seed %d", time.seed())
                .isTrue();
        return future.join();
    }
}
