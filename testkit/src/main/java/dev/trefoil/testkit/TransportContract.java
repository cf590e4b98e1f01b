package dev.trefoil.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.StartException;
import dev.trefoil.spi.Envelope;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Transport;
import dev.trefoil.spi.TransportProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Transport} promises. Extend it and say how to make a network; for one in virtual time also how to
 * let time pass.
 */
public abstract class TransportContract {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int LARGE_BYTES = 1 << 20;

    private final List<Transport> bound = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private TransportProvider network;

    /** For whoever extends this. */
    protected TransportContract() {}

    /** A network of its own for one test, without faults, which carries messages of 1 MiB. */
    protected abstract TransportProvider newNetwork();

    /** Frees what {@link #newNetwork} holds, after all transports have been closed. */
    protected void closeNetwork() {}

    /** Where a test may bind; port 0 of the loopback interface unless overridden. */
    protected Address anyAddress() {
        return new Address("127.0.0.1", 0);
    }

    /**
     * Lets time pass until {@code condition} holds, at most {@code limit}. Waits in real time unless overridden.
     *
     * @return whether the condition holds
     */
    protected boolean runUntil(BooleanSupplier condition, Duration limit) {
        return Patience.await(condition, limit);
    }

    @BeforeEach
    void openNetwork() {
        network = newNetwork();
    }

    @AfterEach
    void closeAll() {
        bound.forEach(Transport::close);
        closeNetwork();
    }

    @Test
    void aRequestIsAnsweredOnceWithWhatTheReceiverSaid() {
        Transport asker = serve(echo());
        Transport server = serve(echo());
        ReplyRecorder reply = ask(asker, server.address(), "hello", LONG);
        assertThat(outcomeOf(reply)).isEqualTo(new EchoMessage.Answer(Bytes.utf8("hello")));
    }

    @Test
    void aProcessMayAskItself() {
        Transport self = serve(echo());
        ReplyRecorder reply = ask(self, self.address(), "me", LONG);
        assertThat(outcomeOf(reply)).isEqualTo(new EchoMessage.Answer(Bytes.utf8("me")));
    }

    @Test
    void theReceiverSeesWhoAsksWhomAndWhat() {
        ConcurrentLinkedQueue<Envelope> received = new ConcurrentLinkedQueue<>();
        Transport asker = serve(echo());
        Transport server = serve((envelope, reply) -> {
            received.add(envelope);
            reply.failed(RpcFailure.BUSY);
        });
        NodeRef from = new NodeRef(new Key(-1, Long.MIN_VALUE, 7), asker.address());
        Envelope toOne = new Envelope(from, Optional.of(new Key(1, -2, -3)), EchoMessage.Ask.of("to one"));
        Envelope toAny = new Envelope(from, Optional.empty(), EchoMessage.Ask.of("to any"));
        for (Envelope sent : List.of(toOne, toAny)) {
            ReplyRecorder reply = new ReplyRecorder();
            asker.request(server.address(), sent, LONG, reply);
            reply.askingReturned();
            outcomeOf(reply);
        }
        assertThat(received).containsExactly(toOne, toAny);
    }

    @Test
    void emptyAndLargeMessagesArriveUnchanged() {
        Transport asker = serve(echo());
        Transport server = serve(echo());
        byte[] large = new byte[LARGE_BYTES];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31);
        }
        for (Bytes payload : List.of(Bytes.EMPTY, Bytes.adopt(large))) {
            ReplyRecorder reply = ask(asker, server.address(), payload, LONG);
            assertThat(outcomeOf(reply)).isEqualTo(new EchoMessage.Answer(payload));
        }
    }

    @Test
    void portZeroGivesEveryTransportARealPortOfItsOwn() {
        Transport one = serve(echo());
        Transport two = serve(echo());
        assertThat(List.of(one.address().port(), two.address().port()))
                .doesNotHaveDuplicates()
                .doesNotContain(0);
        assertThat(one.address().host()).isEqualTo(anyAddress().host());
    }

    @Test
    void aTakenAddressIsRefusedAndAFreedOneIsNot() {
        Transport first = serve(echo());
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> network.bind(first.address(), EchoMessage.CODEC))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(StartException.Reason.ADDRESS_IN_USE))
                .withMessageContaining(first.address().toString());
        first.close();
        Transport second = network.bind(first.address(), EchoMessage.CODEC);
        bound.add(second);
        assertThat(second.address()).isEqualTo(first.address());
    }

    @Test
    void whereNobodyListensIsUnreachable() {
        Transport asker = serve(echo());
        Transport gone = serve(echo());
        gone.close();
        assertThat(outcomeOf(ask(asker, gone.address(), "anyone?", LONG))).isEqualTo(RpcFailure.UNREACHABLE);
    }

    @Test
    void aReceiverThatNeverAnswersIsATimeout() {
        ConcurrentLinkedQueue<Transport.ReplyHandler> unanswered = new ConcurrentLinkedQueue<>();
        Transport asker = serve(echo());
        Transport silent = serve((envelope, reply) -> unanswered.add(reply));
        assertThat(outcomeOf(ask(asker, silent.address(), "well?", SHORT))).isEqualTo(RpcFailure.TIMED_OUT);
    }

    @Test
    void anAnswerAfterTheTimeoutIsDropped() {
        ConcurrentLinkedQueue<Transport.ReplyHandler> unanswered = new ConcurrentLinkedQueue<>();
        Transport asker = serve(echo());
        Transport slow = serve((envelope, reply) -> unanswered.add(reply));
        ReplyRecorder reply = ask(asker, slow.address(), "well?", SHORT.multipliedBy(4));
        await(() -> !unanswered.isEmpty());
        assertThat(outcomeOf(reply)).isEqualTo(RpcFailure.TIMED_OUT);
        unanswered.element().replied(new EchoMessage.Answer(Bytes.EMPTY));
        passTime(asker);
        assertThat(reply.outcomes()).containsExactly(RpcFailure.TIMED_OUT);
    }

    @Test
    void refusalsReachTheAskerAsTheyAre() {
        Transport asker = serve(echo());
        for (RpcFailure why : List.of(RpcFailure.BUSY, RpcFailure.NOT_A_MEMBER, RpcFailure.MALFORMED)) {
            Transport server = serve((envelope, reply) -> reply.failed(why));
            assertThat(outcomeOf(ask(asker, server.address(), "may I?", LONG))).isEqualTo(why);
        }
    }

    @Test
    void onlyTheFirstOfSeveralAnswersCounts() {
        Transport asker = serve(echo());
        Transport server = serve((envelope, reply) -> {
            reply.failed(RpcFailure.BUSY);
            reply.replied(new EchoMessage.Answer(Bytes.EMPTY));
            reply.failed(RpcFailure.NOT_A_MEMBER);
        });
        ReplyRecorder reply = ask(asker, server.address(), "well?", LONG);
        assertThat(outcomeOf(reply)).isEqualTo(RpcFailure.BUSY);
        passTime(asker);
        assertThat(reply.outcomes()).hasSize(1);
    }

    @Test
    void anAnswerMayComeLaterAndFromAnotherThread() {
        ConcurrentLinkedQueue<Transport.ReplyHandler> unanswered = new ConcurrentLinkedQueue<>();
        Transport asker = serve(echo());
        Transport server = serve((envelope, reply) -> unanswered.add(reply));
        ReplyRecorder reply = ask(asker, server.address(), "well?", LONG);
        await(() -> !unanswered.isEmpty());
        Threads.together(1, thread -> unanswered.element().replied(new EchoMessage.Answer(Bytes.utf8("here"))));
        assertThat(outcomeOf(reply)).isEqualTo(new EchoMessage.Answer(Bytes.utf8("here")));
    }

    @Test
    void closingFailsWhatIsUnderWayAndWhatComesAfter() {
        ConcurrentLinkedQueue<Transport.ReplyHandler> unanswered = new ConcurrentLinkedQueue<>();
        Transport asker = serve(echo());
        Transport server = serve((envelope, reply) -> unanswered.add(reply));
        ReplyRecorder underWay = ask(asker, server.address(), "well?", LONG);
        await(() -> !unanswered.isEmpty());
        asker.close();
        asker.close();
        ReplyRecorder after = ask(asker, server.address(), "still there?", LONG);
        assertThat(outcomeOf(underWay)).isEqualTo(RpcFailure.CLOSED);
        assertThat(outcomeOf(after)).isEqualTo(RpcFailure.CLOSED);
    }

    @Test
    void requestsOfManyThreadsAreEachAnsweredOnceWithTheirOwnAnswer() {
        int threads = 4;
        int each = 100;
        Transport asker = serve(echo());
        Transport server = serve(echo());
        ReplyRecorder[][] replies = new ReplyRecorder[threads][each];
        Threads.together(threads, thread -> {
            for (int i = 0; i < each; i++) {
                replies[thread][i] = ask(asker, server.address(), thread + "/" + i, LONG);
            }
        });
        for (int thread = 0; thread < threads; thread++) {
            for (int i = 0; i < each; i++) {
                Bytes own = Bytes.utf8(thread + "/" + i);
                assertThat(outcomeOf(replies[thread][i])).isEqualTo(new EchoMessage.Answer(own));
            }
        }
    }

    /** Binds any address and answers with {@code receiver}. */
    private Transport serve(Transport.Receiver receiver) {
        Transport transport = network.bind(anyAddress(), EchoMessage.CODEC);
        bound.add(transport);
        transport.open(receiver);
        return transport;
    }

    private static Transport.Receiver echo() {
        return (envelope, reply) -> reply.replied(new EchoMessage.Answer(((EchoMessage) envelope.message()).payload()));
    }

    private static ReplyRecorder ask(Transport asker, Address to, String text, Duration timeout) {
        return ask(asker, to, Bytes.utf8(text), timeout);
    }

    private static ReplyRecorder ask(Transport asker, Address to, Bytes payload, Duration timeout) {
        ReplyRecorder reply = new ReplyRecorder();
        NodeRef from = new NodeRef(Key.ZERO, asker.address());
        Message question = new EchoMessage.Ask(payload);
        asker.request(to, new Envelope(from, Optional.empty(), question), timeout, reply);
        reply.askingReturned();
        return reply;
    }

    /** The one outcome of a request, which must come in time and not from within the call that asked. */
    private Object outcomeOf(ReplyRecorder reply) {
        await(reply::isOver);
        assertThat(reply.wasToldTooEarly()).as("told before the call returned").isFalse();
        assertThat(reply.outcomes()).hasSize(1);
        return reply.outcomes().get(0);
    }

    /** Lets a request come and go, so that whatever was on its way has arrived. */
    private void passTime(Transport asker) {
        Transport witness = serve(echo());
        outcomeOf(ask(asker, witness.address(), "time passes", LONG));
    }

    private void await(BooleanSupplier condition) {
        assertThat(runUntil(condition, LIMIT)).as("in time").isTrue();
    }
}
