package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.node.replication.ReplicationMessage.AskLoaded;
import dev.trefoil.node.replication.ReplicationMessage.LoadedAnswer;
import dev.trefoil.node.rpc.NodeRpc;
import dev.trefoil.node.rpc.RpcConfig;
import dev.trefoil.node.rpc.Switchboard;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.transport.inmem.InMemoryNetwork;
import dev.trefoil.transport.inmem.LinkModel;
import dev.trefoil.transport.inmem.NetworkOptions;
import dev.trefoil.transport.inmem.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeersTest {

    private final VirtualTime time = new VirtualTime(1);
    private final EventLoop loop = time.loop("node");
    private final NodeRef self = new NodeRef(Key.ofHex("1"), new Address("self", 1));
    private final Peers peers = new Peers(context());
    private final List<Object> outcomes = new ArrayList<>();

    @Test
    void aQuestionToItselfThatFailsIsAnsweredAllTheSame() {
        peers.serve(AskLoaded.class, (from, question, responder) -> {
            throw new IllegalStateException("the store is broken");
        });
        ask();
        assertThat(outcomes).containsExactly(RpcFailure.MALFORMED);
    }

    @Test
    void aQuestionToItselfIsAnsweredOnceWhateverHappensThen() {
        peers.serve(AskLoaded.class, (from, question, responder) -> {
            responder.reply(new LoadedAnswer(true));
            responder.reply(new LoadedAnswer(false));
            throw new IllegalStateException("afterwards");
        });
        ask();
        assertThat(outcomes).containsExactly(new LoadedAnswer(true));
    }

    private void ask() {
        loop.execute(() ->
                peers.ask(self, new AskLoaded(KeyRange.ALL), Duration.ofSeconds(1), outcomes::add, outcomes::add));
        time.runFor(Duration.ofSeconds(2));
    }

    private NodeContext context() {
        InMemoryNetwork network = new InMemoryNetwork(time, LinkModel.perfect(), NetworkOptions.REENCODING);
        Switchboard switchboard = new Switchboard(network.bind(self.address(), Replication.codec()), 16);
        NodeRpc rpc = new NodeRpc(self, KeySpace.FULL, loop, switchboard, RpcConfig.forSimulation());
        return new NodeContext(
                self,
                KeySpace.FULL,
                loop,
                rpc,
                (key, via, onFound, onLost) -> {},
                time.random("test"),
                time.world("test").wallClock());
    }
}
