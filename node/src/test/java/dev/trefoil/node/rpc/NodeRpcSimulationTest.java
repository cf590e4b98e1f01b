package dev.trefoil.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.node.rpc.Talk.Answer;
import dev.trefoil.node.rpc.Talk.Question;
import dev.trefoil.node.rpc.Talk.Unheard;
import dev.trefoil.spi.Envelope;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.Request;
import dev.trefoil.spi.Rpc.Responder;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Transport;
import dev.trefoil.transport.inmem.InMemoryNetwork;
import dev.trefoil.transport.inmem.LinkModel;
import dev.trefoil.transport.inmem.NetworkOptions;
import dev.trefoil.transport.inmem.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeRpcSimulationTest {

    private static final Duration ONE_WAY = Duration.ofMillis(20);

    private final VirtualTime time = new VirtualTime(1);
    private final InMemoryNetwork network =
            new InMemoryNetwork(time, LinkModel.constant(ONE_WAY), NetworkOptions.REENCODING);
    private final List<Object> outcomes = new ArrayList<>();
    private Process alice;
    private Process bob;

    @BeforeEach
    void start() {
        alice = new Process("alice", RpcConfig.forSimulation(), 1);
        bob = new Process("bob", RpcConfig.forSimulation(), 2);
    }

    @Test
    void aQuestionIsAnswered() {
        bob.serve(0, (question, responder) -> responder.reply(new Answer("re: " + question.text())));
        ask(bob.ref(0), new Question("why"));
        assertThat(outcomes).isEmpty();
        time.runFor(ONE_WAY.multipliedBy(2));
        assertThat(outcomes).containsExactly(new Answer("re: why"));
    }

    @Test
    void eachVirtualNodeGetsItsOwnQuestions() {
        bob.serve(0, (question, responder) -> responder.reply(new Answer("first")));
        bob.serve(1, (question, responder) -> responder.reply(new Answer("second")));
        ask(bob.ref(1), new Question("who"));
        ask(bob.ref(0), new Question("who"));
        alice.rpc(0).askAnyone(bob.address(), new Question("who"), SECOND, outcomes::add, outcomes::add);
        time.runFor(SECOND);
        assertThat(outcomes).containsExactly(new Answer("second"), new Answer("first"), new Answer("first"));
    }

    @Test
    void virtualNodesOfOneProcessNeedNoNetwork() {
        bob.serve(1, (question, responder) -> responder.reply(new Answer("brother")));
        bob.rpc(0).ask(bob.ref(1), new Question("who"), outcomes::add, outcomes::add);
        assertThat(outcomes).as("never before ask returns").isEmpty();
        time.runFor(Duration.ZERO);
        assertThat(outcomes).containsExactly(new Answer("brother"));
    }

    @Test
    void aNodeMayAskItself() {
        bob.serve(0, (question, responder) -> responder.reply(new Answer("me")));
        bob.rpc(0).ask(bob.ref(0), new Question("who"), outcomes::add, outcomes::add);
        assertThat(outcomes).isEmpty();
        time.runFor(Duration.ZERO);
        assertThat(outcomes).containsExactly(new Answer("me"));
    }

    @Test
    void nobodyOfThatIdIsNotAMember() {
        ask(new NodeRef(Key.ofHex("77"), bob.address()), new Question("who"));
        time.runFor(SECOND);
        assertThat(outcomes).containsExactly(RpcFailure.NOT_A_MEMBER);
    }

    @Test
    void aNodeThatIsNoMemberAnswersStrangersQuestionsOnly() {
        bob.members = false;
        bob.serve(0, (question, responder) -> responder.reply(new Answer("member")));
        ask(bob.ref(0), new Question("who"));
        time.runFor(SECOND);
        assertThat(outcomes).containsExactly(RpcFailure.NOT_A_MEMBER);

        bob.rpc(1)
                .serveStrangers(Question.class, (from, question, responder) -> responder.reply(new Answer("stranger")));
        ask(bob.ref(1), new Question("who"));
        time.runFor(SECOND);
        assertThat(outcomes).endsWith(new Answer("stranger"));
    }

    @Test
    void silenceEndsInATimeoutAndASuspicion() {
        network.crash(bob.address());
        ask(bob.ref(0), new Question("why"));
        time.runFor(Duration.ofMillis(999));
        assertThat(outcomes).isEmpty();
        time.runFor(Duration.ofMillis(1));
        assertThat(outcomes).containsExactly(RpcFailure.TIMED_OUT);
        assertThat(alice.suspected).containsExactly(bob.ref(0));
    }

    @Test
    void aProcessThatIsGoneIsUnreachableAndSuspected() {
        network.kill(bob.address());
        ask(bob.ref(0), new Question("why"));
        time.runFor(ONE_WAY.multipliedBy(2));
        assertThat(outcomes).containsExactly(RpcFailure.UNREACHABLE);
        assertThat(alice.suspected).containsExactly(bob.ref(0));
    }

    @Test
    void aBusyPeerIsNotSuspected() {
        bob.serve(0, (question, responder) -> responder.refuse(RpcFailure.BUSY));
        ask(bob.ref(0), new Question("why"));
        time.runFor(SECOND);
        assertThat(outcomes).containsExactly(RpcFailure.BUSY);
        assertThat(alice.suspected).isEmpty();
    }

    @Test
    void questionsAndAnswersProveThatTheirSenderLives() {
        bob.serve(0, (question, responder) -> responder.reply(new Answer("so")));
        ask(bob.ref(0), new Question("why"));
        time.runFor(SECOND);
        assertThat(bob.heard).containsExactly(alice.ref(0));
        assertThat(alice.heard).containsExactly(bob.ref(0));
    }

    @Test
    void aLateAnswerIsIgnoredButTeachesPatience() {
        List<Responder<? super Answer>> waiting = new ArrayList<>();
        bob.serve(0, (question, responder) -> waiting.add(responder));
        ask(bob.ref(0), new Question("slow"));
        time.runFor(Duration.ofMillis(1_300));
        assertThat(outcomes).containsExactly(RpcFailure.TIMED_OUT);
        waiting.get(0).reply(new Answer("at last"));
        time.runFor(SECOND);
        assertThat(outcomes).containsExactly(RpcFailure.TIMED_OUT);
        assertThat(alice.heard).as("it lives, though").contains(bob.ref(0));

        ask(bob.ref(0), new Question("slow again"));
        time.runFor(Duration.ofMillis(2_000));
        waiting.get(1).reply(new Answer("in time"));
        time.runFor(SECOND);
        assertThat(outcomes).endsWith(new Answer("in time"));
    }

    @Test
    void timeoutsFollowTheMeasuredTimes() {
        bob.serve(0, (question, responder) -> responder.reply(new Answer("so")));
        for (int i = 0; i < 30; i++) {
            ask(bob.ref(0), new Question("warm up"));
            time.runFor(SECOND);
        }
        outcomes.clear();
        network.crash(bob.address());
        ask(bob.ref(0), new Question("now"));
        // 40 ms there and back, and 50 ms to spare.
        time.runFor(Duration.ofMillis(89));
        assertThat(outcomes).isEmpty();
        time.runFor(Duration.ofMillis(2));
        assertThat(outcomes).containsExactly(RpcFailure.TIMED_OUT);
    }

    @Test
    void aHandlerThatThrowsRefusesAndTheNextQuestionIsAnswered() {
        bob.serve(0, (question, responder) -> {
            if (question.text().equals("bad")) {
                throw new IllegalStateException("on purpose");
            }
            responder.reply(new Answer("good"));
        });
        ask(bob.ref(0), new Question("bad"));
        ask(bob.ref(0), new Question("fine"));
        time.runFor(SECOND);
        assertThat(outcomes).containsExactly(RpcFailure.BUSY, new Answer("good"));
    }

    @Test
    void onlyTheFirstAnswerCounts() {
        bob.serve(0, (question, responder) -> {
            responder.reply(new Answer("one"));
            responder.reply(new Answer("two"));
            responder.refuse(RpcFailure.BUSY);
        });
        ask(bob.ref(0), new Question("why"));
        time.runFor(SECOND);
        assertThat(outcomes).containsExactly(new Answer("one"));
    }

    @Test
    void aRequestNobodyServesIsMalformed() {
        ask(bob.ref(0), new Unheard());
        time.runFor(SECOND);
        assertThat(outcomes).containsExactly(RpcFailure.MALFORMED);
    }

    @Test
    void aNodeThatDoesNotServeYetSaysThatItIsNoMemberYet() {
        bob.members = false;
        ask(bob.ref(0), new Question("who"));
        time.runFor(SECOND);
        assertThat(outcomes).containsExactly(RpcFailure.NOT_A_MEMBER);
    }

    @Test
    void anAnswerOfAnotherTypeIsMalformedAndMeetsNoCallback() {
        Address mallory = new Address("mallory", 1);
        Transport transport = network.bind(mallory, codec());
        transport.open((envelope, reply) -> reply.replied(new Question("a question as an answer")));
        ask(new NodeRef(Key.ofHex("66"), mallory), new Question("why"));
        time.runFor(SECOND);
        assertThat(outcomes).containsExactly(RpcFailure.MALFORMED);
    }

    @Test
    void anIdOfAnotherSpaceIsRefused() {
        Process small = new Process("small", RpcConfig.forSimulation(), 1, new KeySpace(8));
        small.serve(0, (question, responder) -> responder.reply(new Answer("no")));
        ask(small.ref(0), new Question("why"));
        time.runFor(SECOND);
        assertThat(outcomes).containsExactly(RpcFailure.MALFORMED);
    }

    @Test
    void moreOpenQuestionsThanAllowedAreBusyAtOnce() {
        Process narrow = new Process("narrow", limits(2, 100), 1);
        bob.serve(0, (question, responder) -> responder.reply(new Answer(question.text())));
        for (int i = 0; i < 4; i++) {
            narrow.rpc(0).ask(bob.ref(0), new Question("" + i), outcomes::add, outcomes::add);
        }
        assertThat(outcomes).isEmpty();
        time.runFor(SECOND);
        assertThat(outcomes).containsExactly(RpcFailure.BUSY, RpcFailure.BUSY, new Answer("0"), new Answer("1"));
        narrow.rpc(0).ask(bob.ref(0), new Question("again"), outcomes::add, outcomes::add);
        time.runFor(SECOND);
        assertThat(outcomes).endsWith(new Answer("again"));
        assertThat(narrow.rpc(0).outstanding()).isZero();
    }

    @Test
    void moreRequestsThanMayWaitForALoopAreRefusedAsBusy() {
        Process narrow = new Process("narrow", limits(100, 3), 1);
        narrow.serve(0, (question, responder) -> responder.reply(new Answer(question.text())));
        Envelope envelope = new Envelope(alice.ref(0), Optional.of(narrow.ref(0).id()), new Question("x"));
        for (int i = 0; i < 5; i++) {
            narrow.switchboard.receive(envelope, new Transport.ReplyHandler() {
                @Override
                public void replied(Message response) {
                    outcomes.add(response);
                }

                @Override
                public void failed(RpcFailure why) {
                    outcomes.add(why);
                }
            });
        }
        assertThat(outcomes).containsExactly(RpcFailure.BUSY, RpcFailure.BUSY);
        time.runFor(SECOND);
        assertThat(outcomes).hasSize(5).endsWith(new Answer("x"), new Answer("x"), new Answer("x"));
    }

    @Test
    void closingFailsWhatIsOpenAndWhatComesLater() {
        bob.serve(0, (question, responder) -> {});
        ask(bob.ref(0), new Question("never answered"));
        time.runFor(ONE_WAY);
        alice.rpc(0).close();
        assertThat(outcomes).containsExactly(RpcFailure.CLOSED);
        ask(bob.ref(0), new Question("too late"));
        time.runFor(SECOND);
        assertThat(outcomes).containsExactly(RpcFailure.CLOSED, RpcFailure.CLOSED);
        assertThat(alice.suspected).isEmpty();
    }

    @Test
    void aTypeIsServedOnce() {
        bob.serve(0, (question, responder) -> {});
        assertThatIllegalStateException().isThrownBy(() -> bob.serve(0, (question, responder) -> {}));
    }

    private static final Duration SECOND = Duration.ofSeconds(1);

    private void ask(NodeRef to, Request<Answer> question) {
        alice.rpc(0).ask(to, question, outcomes::add, outcomes::add);
    }

    private static RpcConfig limits(int outstanding, int inbound) {
        RpcConfig base = RpcConfig.forSimulation();
        return new RpcConfig(
                base.timeoutInitial(),
                base.timeoutMin(),
                base.timeoutMax(),
                base.transportGrace(),
                base.measuredPeersMax(),
                outstanding,
                inbound);
    }

    private static CodecTable codec() {
        return CodecTable.of("test").members("talk", Talk.TABLE).build();
    }

    private interface Reaction {
        void to(Question question, Responder<? super Answer> responder);
    }

    /** A process with some virtual nodes and nothing but an rpc on each. */
    private final class Process implements PeerListener {

        private final Switchboard switchboard;
        private final List<NodeRef> refs = new ArrayList<>();
        private final List<NodeRpc> rpcs = new ArrayList<>();
        private final List<NodeRef> heard = new ArrayList<>();
        private final List<NodeRef> suspected = new ArrayList<>();
        private boolean members = true;

        Process(String name, RpcConfig config, int virtualNodes) {
            this(name, config, virtualNodes, KeySpace.FULL);
        }

        Process(String name, RpcConfig config, int virtualNodes, KeySpace space) {
            Address address = new Address(name, 1);
            Transport transport = network.bind(address, codec());
            switchboard = new Switchboard(transport, config.inboundMax());
            transport.open(switchboard);
            for (int i = 0; i < virtualNodes; i++) {
                EventLoop loop = time.loop(name + i);
                NodeRef self = new NodeRef(space.nodeId(address, i), address);
                NodeRpc rpc = new NodeRpc(self, space, loop, switchboard, config);
                rpc.open(() -> members, this);
                refs.add(self);
                rpcs.add(rpc);
            }
        }

        Address address() {
            return switchboard.address();
        }

        NodeRef ref(int index) {
            return refs.get(index);
        }

        NodeRpc rpc(int index) {
            return rpcs.get(index);
        }

        void serve(int index, Reaction reaction) {
            rpc(index).serve(Question.class, (from, question, responder) -> reaction.to(question, responder));
        }

        @Override
        public void heardFrom(NodeRef peer) {
            heard.add(peer);
        }

        @Override
        public void suspect(NodeRef peer) {
            suspected.add(peer);
        }
    }
}
