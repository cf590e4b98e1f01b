package dev.trefoil.transport.inmem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.StartException;
import dev.trefoil.spi.Envelope;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Transport;
import dev.trefoil.spi.Transport.ReplyHandler;
import dev.trefoil.testkit.EchoMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InMemoryNetworkTest {

    private static final Duration ONE_WAY = Duration.ofMillis(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Address A = new Address("a", 1);
    private static final Address B = new Address("b", 1);
    private static final Address C = new Address("c", 1);

    private final VirtualTime time = new VirtualTime(11);
    private final List<String> log = new ArrayList<>();
    private final Map<Address, Transport> transports = new LinkedHashMap<>();
    private InMemoryNetwork network = new InMemoryNetwork(time, LinkModel.constant(ONE_WAY));

    @Test
    void aReplyTakesOneRoundTrip() {
        start(A, B);
        ask(A, B, "hello");
        assertThat(log).isEmpty();
        time.runFor(ONE_WAY.multipliedBy(2));
        assertThat(log).containsExactly("b<hello @10", "a: hello @20");
        assertThat(network.pendingRequests()).isZero();
        assertThat(time.pending()).isZero();
    }

    @Test
    void anUnknownAddressAndAClosedOneRefuseAfterARoundTrip() {
        start(A, B);
        ask(A, C, "unknown");
        time.runFor(TIMEOUT);
        transport(B).close();
        ask(A, B, "closed");
        time.runFor(TIMEOUT);
        assertThat(log).containsExactly("a: UNREACHABLE @20", "a: UNREACHABLE @1020");
    }

    @Test
    void aTransportThatIsNotOpenYetRefuses() {
        start(A);
        network.bind(B, EchoMessage.CODEC);
        ask(A, B, "early");
        time.runFor(TIMEOUT);
        assertThat(log).containsExactly("a: UNREACHABLE @20");
    }

    @Test
    void aCrashedHostIsSilentAndAKilledProcessIsRefused() {
        start(A, B, C);
        network.crash(B);
        network.kill(C);
        ask(A, B, "dead host");
        ask(A, C, "dead process");
        time.runFor(TIMEOUT);
        assertThat(log).containsExactly("a: UNREACHABLE @20", "a: TIMED_OUT @1000");
    }

    @Test
    void nothingLeavesACrashedHostAndNoAnswerReachesIt() {
        start(A, B);
        ask(A, B, "under way");
        ask(B, A, "answered after the crash");
        time.runFor(Duration.ofMillis(15));
        network.crash(B);
        ask(B, A, "never sent");
        time.runFor(TIMEOUT);
        assertThat(log)
                .containsExactlyInAnyOrder(
                        "b<under way @10",
                        "a<answered after the crash @10",
                        "a: under way @20",
                        "b: TIMED_OUT @1000",
                        "b: TIMED_OUT @1015");
    }

    @Test
    void anAnswerThatIsGivenAfterTheCrashNeverLeavesNotEvenAfterARestart() {
        start(A);
        List<ReplyHandler> open = new ArrayList<>();
        network.bind(B, EchoMessage.CODEC).open((envelope, reply) -> open.add(reply));
        ask(A, B, "well?");
        time.runFor(ONE_WAY);
        network.crash(B);
        start(B);
        open.get(0).replied(new EchoMessage.Answer(Bytes.utf8("from the grave")));
        time.runFor(TIMEOUT);
        assertThat(log).containsExactly("a: TIMED_OUT @1000");
    }

    @Test
    void aRestartedHostIsReachedAgainAndItsFormerLifeIsNot() {
        start(A, B);
        Transport formerLife = transport(B);
        network.crash(B);
        start(B);
        formerLife.close();
        ask(A, B, "again");
        time.runFor(TIMEOUT);
        assertThat(log).containsExactly("b<again @10", "a: again @20");
    }

    @Test
    void aCutStopsOneDirectionOnly() {
        start(A, B);
        network.cut(A, B);
        ask(A, B, "lost request");
        ask(B, A, "lost reply");
        time.runFor(TIMEOUT);
        assertThat(log).containsExactly("a<lost reply @10", "a: TIMED_OUT @1000", "b: TIMED_OUT @1000");
        log.clear();
        network.mend(A, B);
        ask(A, B, "mended");
        time.runFor(TIMEOUT);
        assertThat(log).containsExactly("b<mended @1010", "a: mended @1020");
    }

    @Test
    void aPartitionStopsWhatIsUnderWayAndHealingLetsTheRestThrough() {
        start(A, B, C);
        ask(A, B, "caught");
        ask(A, C, "same side");
        network.partition(Set.of(A, C), Set.of(B));
        time.runFor(TIMEOUT);
        network.heal();
        ask(B, A, "healed");
        time.runFor(TIMEOUT);
        assertThat(log)
                .containsExactly(
                        "c<same side @10",
                        "a: same side @20",
                        "a: TIMED_OUT @1000",
                        "a<healed @1010",
                        "b: healed @1020");
    }

    @Test
    void aPausedProcessAnswersWhenItResumes() {
        VirtualWorld world = time.world("b");
        start(A);
        serve(network.inside(world).bind(B, EchoMessage.CODEC));
        world.pause(Duration.ofMillis(500));
        ask(A, B, "slow");
        time.runFor(TIMEOUT);
        assertThat(log).containsExactly("b<slow @500", "a: slow @510");
    }

    @Test
    void aProcessWhoseWorldHasEndedHearsNothingMore() {
        VirtualWorld world = time.world("b");
        start(A);
        serve(network.inside(world).bind(B, EchoMessage.CODEC));
        ask(A, B, "to the dead");
        ask(B, A, "from the dead");
        time.runFor(Duration.ofMillis(5));
        world.close();
        time.runFor(TIMEOUT);
        assertThat(log).containsExactly("a<from the dead @10", "a: TIMED_OUT @1000");
    }

    @Test
    void closingFailsWhatIsUnderWayOnceAndLaterRequestsToo() {
        start(A, B);
        ask(A, B, "one");
        ask(A, B, "two");
        transport(A).close();
        transport(A).close();
        ask(A, B, "three");
        assertThat(log).isEmpty();
        time.runFor(TIMEOUT);
        assertThat(log).containsExactly("a: CLOSED @0", "a: CLOSED @0", "a: CLOSED @0", "b<one @10", "b<two @10");
        assertThat(time.pending()).isZero();
    }

    @Test
    void onlyTheFirstOfSeveralAnswersCountsAndLateOnesAreDropped() {
        start(A);
        Transport b = network.bind(B, EchoMessage.CODEC);
        List<ReplyHandler> open = new ArrayList<>();
        b.open((envelope, reply) -> open.add(reply));
        ask(A, B, "twice");
        time.runFor(ONE_WAY);
        open.get(0).replied(new EchoMessage.Answer(Bytes.utf8("first")));
        open.get(0).failed(RpcFailure.BUSY);
        ask(A, B, "late");
        time.runFor(TIMEOUT.multipliedBy(2));
        open.get(1).replied(new EchoMessage.Answer(Bytes.utf8("too late")));
        time.runFor(TIMEOUT);
        assertThat(log).containsExactly("a: first @20", "a: TIMED_OUT @1010");
    }

    @Test
    void aSecondAnswerNeverOvertakesTheFirst() {
        long[] delays = {10, 300, 20};
        int[] messages = new int[1];
        network = new InMemoryNetwork(
                time,
                (from, to, random) -> Duration.ofMillis(delays[messages[0]++]).toNanos());
        start(A);
        network.bind(B, EchoMessage.CODEC).open((envelope, reply) -> {
            reply.replied(new EchoMessage.Answer(Bytes.utf8("first")));
            reply.failed(RpcFailure.BUSY);
        });
        ask(A, B, "well?");
        time.runFor(TIMEOUT);
        assertThat(log).containsExactly("a: first @310");
    }

    @Test
    void duplicatesReachTheReceiverTwiceAndTheAskerOnce() {
        network = new InMemoryNetwork(time, LinkModel.constant(ONE_WAY).with(LinkFaults.NONE.withDuplication(1)));
        start(A, B);
        ask(A, B, "double");
        time.runFor(TIMEOUT);
        assertThat(log).containsExactly("b<double @10", "b<double @10", "a: double @20");
    }

    @Test
    void lossEndsInATimeout() {
        network = new InMemoryNetwork(time, LinkModel.constant(ONE_WAY).with(LinkFaults.NONE.withLoss(1)));
        start(A, B);
        ask(A, B, "lost");
        time.runFor(TIMEOUT);
        assertThat(log).containsExactly("a: TIMED_OUT @1000");
    }

    @Test
    void aDeniedRequestIsCarriedOutAllTheSame() {
        network = new InMemoryNetwork(time, LinkModel.constant(ONE_WAY).with(LinkFaults.NONE.withDenial(1)));
        start(A, B);
        ask(A, B, "denied");
        time.runFor(TIMEOUT);
        assertThat(log).containsExactlyInAnyOrder("b<denied @10", "a: UNREACHABLE @10");
    }

    @Test
    void aStalledMessageArrivesLate() {
        network = new InMemoryNetwork(
                time, LinkModel.constant(ONE_WAY).with(LinkFaults.NONE.withStall(1, Duration.ofMillis(200))));
        start(A, B);
        ask(A, B, "stalled");
        time.runFor(TIMEOUT);
        assertThat(log).containsExactly("b<stalled @210", "a: stalled @420");
    }

    @Test
    void portZeroTakesTheFirstFreePortAndATakenAddressIsRefused() {
        Address any = new Address("a", 0);
        Transport first = network.bind(any, EchoMessage.CODEC);
        Transport second = network.bind(any, EchoMessage.CODEC);
        assertThat(first.address()).isEqualTo(new Address("a", InMemoryNetwork.FIRST_FREE_PORT));
        assertThat(second.address()).isEqualTo(new Address("a", InMemoryNetwork.FIRST_FREE_PORT + 1));
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> network.bind(second.address(), EchoMessage.CODEC))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(StartException.Reason.ADDRESS_IN_USE));
        second.close();
        assertThat(network.bind(second.address(), EchoMessage.CODEC)).isNotNull();
    }

    @Test
    void reencodingGivesTheReceiverACopyAndKeepsTheReply() {
        network = new InMemoryNetwork(time, LinkModel.constant(ONE_WAY), NetworkOptions.REENCODING);
        start(A);
        EchoMessage.Ask sent = EchoMessage.Ask.of("copied");
        List<Message> received = new ArrayList<>();
        network.bind(B, EchoMessage.CODEC).open((envelope, reply) -> {
            received.add(envelope.message());
            reply.replied(new EchoMessage.Answer(sent.payload()));
        });
        ask(A, B, sent);
        time.runFor(TIMEOUT);
        assertThat(received).containsExactly(sent);
        assertThat(received.get(0)).isNotSameAs(sent);
        assertThat(log).containsExactly("a: copied @20");
    }

    @Test
    void aMessageOverTheLimitIsMalformedInBothDirections() {
        network = new InMemoryNetwork(
                time, LinkModel.constant(ONE_WAY), NetworkOptions.REENCODING.withMaxMessageBytes(4));
        start(A);
        network.bind(B, EchoMessage.CODEC)
                .open((envelope, reply) -> reply.replied(new EchoMessage.Answer(Bytes.utf8("far too long"))));
        ask(A, B, "far too long");
        ask(A, B, "long");
        time.runFor(TIMEOUT);
        assertThat(log).containsExactly("a: MALFORMED @0", "a: MALFORMED @20");
    }

    /** A message of no protocol. */
    record Foreign() implements Message {}

    @Test
    void aMessageThatItsOwnCodecCannotWriteEndsTheSimulation() {
        network = new InMemoryNetwork(time, LinkModel.constant(ONE_WAY), NetworkOptions.REENCODING);
        start(A, B);
        ask(A, B, new Foreign());
        assertThatThrownBy(() -> time.runFor(TIMEOUT))
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("does not survive its own codec");
        assertThat(log).containsExactly("a: MALFORMED @0");
    }

    private void start(Address... addresses) {
        for (Address address : addresses) {
            serve(network.bind(address, EchoMessage.CODEC));
        }
    }

    private void serve(Transport transport) {
        transports.put(transport.address(), transport);
        transport.open((envelope, reply) -> {
            Bytes payload = ((EchoMessage) envelope.message()).payload();
            log.add(transport.address().host() + "<" + payload.toUtf8() + at());
            reply.replied(new EchoMessage.Answer(payload));
        });
    }

    private Transport transport(Address address) {
        return transports.get(address);
    }

    private void ask(Address from, Address to, String text) {
        ask(from, to, EchoMessage.Ask.of(text));
    }

    private void ask(Address from, Address to, Message message) {
        Envelope envelope = new Envelope(new NodeRef(Key.ZERO, from), Optional.empty(), message);
        transport(from).request(to, envelope, TIMEOUT, new ReplyHandler() {
            @Override
            public void replied(Message response) {
                log.add(from.host() + ": " + ((EchoMessage) response).payload().toUtf8() + at());
            }

            @Override
            public void failed(RpcFailure why) {
                log.add(from.host() + ": " + why + at());
            }
        });
    }

    private String at() {
        return " @" + time.now().toMillis();
    }
}
