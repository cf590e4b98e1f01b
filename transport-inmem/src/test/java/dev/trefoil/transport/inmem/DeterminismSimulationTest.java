package dev.trefoil.transport.inmem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Envelope;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Transport;
import dev.trefoil.testkit.EchoMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Twelve gossiping processes under every fault there is: what a seed decides, and what holds whatever it decides. */
class DeterminismSimulationTest {

    private static final int PROCESSES = 12;
    private static final LinkFaults FAULTS = new LinkFaults(0.1, 0.2, 0.1, 0.05, Duration.ofSeconds(2));

    @Test
    void oneSeedGivesOneTraceAndAnotherSeedAnother() {
        Set<Long> hashes = new TreeSet<>();
        for (long seed = 1; seed <= 5; seed++) {
            Gossip first = new Gossip(seed);
            Gossip second = new Gossip(seed);
            first.run();
            second.run();
            assertThat(second.transcript).as("seed %d", seed).isEqualTo(first.transcript);
            assertThat(second.time.traceHash()).as("seed %d", seed).isEqualTo(first.time.traceHash());
            hashes.add(first.time.traceHash());
        }
        assertThat(hashes).hasSize(5);
    }

    @Property(tries = 50)
    void everyRequestEndsExactlyOnceAndNothingIsLeftWhateverGoesWrong(@ForAll long seed) {
        Gossip gossip = new Gossip(seed);
        gossip.run();
        assertThat(gossip.asked).as("requests of seed %d", seed).isPositive();
        assertThat(gossip.endsByRequest.values()).allMatch(ends -> ends == 1);
        assertThat(gossip.endsByRequest).hasSize(gossip.asked);
        assertThat(gossip.network.pendingRequests()).isZero();
        assertThat(gossip.transcript).anyMatch(line -> line.contains("TIMED_OUT"));
    }

    /** Each process asks a random other one now and then, while links misbehave and the ground moves. */
    private static final class Gossip {

        final VirtualTime time;
        final InMemoryNetwork network;
        final List<String> transcript = new ArrayList<>();
        final TreeMap<Integer, Integer> endsByRequest = new TreeMap<>();
        final List<Address> addresses = new ArrayList<>();
        int asked;

        Gossip(long seed) {
            time = new VirtualTime(seed);
            network = new InMemoryNetwork(
                    time, LinkModel.exponential(Duration.ofMillis(40)).with(FAULTS), NetworkOptions.REENCODING);
            for (int i = 0; i < PROCESSES; i++) {
                addresses.add(new Address("p" + i, 1));
            }
            addresses.forEach(this::start);
        }

        void run() {
            time.runFor(Duration.ofSeconds(5));
            network.partition(Set.copyOf(addresses.subList(0, 4)), Set.copyOf(addresses.subList(4, PROCESSES)));
            time.runFor(Duration.ofSeconds(5));
            network.heal();
            network.cut(addresses.get(1), addresses.get(2));
            network.crash(addresses.get(3));
            network.kill(addresses.get(4));
            time.runFor(Duration.ofSeconds(5));
            start(addresses.get(3));
            time.runFor(Duration.ofSeconds(30));
        }

        void start(Address address) {
            VirtualWorld world = time.world(address.host());
            Transport transport = network.inside(world).bind(address, EchoMessage.CODEC);
            transport.open((envelope, reply) ->
                    reply.replied(new EchoMessage.Answer(((EchoMessage) envelope.message()).payload())));
            RandomGenerator random = world.random("gossip");
            EventLoop loop = world.newLoop("gossip");
            gossip(loop, random, transport, 30);
        }

        void gossip(EventLoop loop, RandomGenerator random, Transport transport, int times) {
            if (times > 0) {
                Address to = addresses.get(random.nextInt(addresses.size()));
                ask(transport, to);
                loop.schedule(
                        Duration.ofMillis(random.nextInt(1_000)), () -> gossip(loop, random, transport, times - 1));
            }
        }

        void ask(Transport transport, Address to) {
            int number = asked++;
            Envelope envelope = new Envelope(
                    new NodeRef(Key.ZERO, transport.address()),
                    Optional.empty(),
                    new EchoMessage.Ask(Bytes.utf8("#" + number)));
            transport.request(to, envelope, Duration.ofSeconds(1), new Transport.ReplyHandler() {
                @Override
                public void replied(Message response) {
                    end(number, ((EchoMessage) response).payload().toUtf8());
                }

                @Override
                public void failed(RpcFailure why) {
                    end(number, why.toString());
                }
            });
        }

        void end(int number, String how) {
            endsByRequest.merge(number, 1, Integer::sum);
            transcript.add(time.now() + " " + number + " " + how);
        }
    }
}
