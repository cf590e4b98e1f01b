package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Bytes;
import dev.trefoil.OutcomeUnknownException;
import dev.trefoil.ReadOptions;
import dev.trefoil.UnavailableException;
import dev.trefoil.Version;
import dev.trefoil.Versioned;
import dev.trefoil.WriteOptions;
import dev.trefoil.WriteResult;
import dev.trefoil.node.DhtNode;
import dev.trefoil.node.testing.FullMembership;
import dev.trefoil.node.testing.SimulatedNetwork;
import dev.trefoil.node.testing.Weather;
import dev.trefoil.transport.inmem.LinkFaults;
import dev.trefoil.transport.inmem.LinkModel;
import dev.trefoil.transport.inmem.VirtualWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rivals on one name, checked against what a register with compare-and-set may do. To replay a failure: its seed.
 *
 * <p>Every write has a value of its own, so what is read tells which writes took effect. At most one may have, for each
 * version that was expected; and no read may go back behind one that ended before it began.
 */
class ConditionalWriteSimulationTest {

    private static final Bytes NAME = Bytes.utf8("contended");
    private static final WriteOptions WRITE = WriteOptions.DEFAULTS.within(Duration.ofSeconds(4));
    private static final ReadOptions READ = ReadOptions.DEFAULTS.within(Duration.ofSeconds(4));
    private static final LinkModel LINKS = LinkModel.exponential(Duration.ofMillis(10));

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("trefoil.seeds", 10));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ofManyRivalsAtMostOneSucceeds(long seed) {
        new Contest(seed, LINKS).run(40).check();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void atMostOneSucceedsOnLinksThatLoseDoubleAndDeny(long seed) {
        LinkFaults faults = LinkFaults.NONE
                .withLoss(0.08)
                .withDuplication(0.05)
                .withDenial(0.05)
                .withStall(0.02, Duration.ofSeconds(3));
        new Contest(seed, LINKS.with(faults)).run(40).check();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void atMostOneSucceedsThoughTheClocksDiffer(long seed) {
        LinkFaults faults = LinkFaults.NONE.withLoss(0.05);
        Contest contest = new Contest(seed, LINKS.with(faults));
        contest.skewClocks();
        contest.run(40).check();
    }

    /** Some writers on one name, each of which reads and then writes on condition of what it has read. */
    private static final class Contest {

        private static final int WRITERS = 5;

        private final long seed;
        private final SimulatedNetwork network;
        private final RandomGenerator random;
        /** By the value written: which version the writer expected; empty for "no value". */
        private final Map<Bytes, Optional<Version>> expected = new LinkedHashMap<>();

        private final Set<Bytes> tookEffect = new LinkedHashSet<>();
        private final Set<Bytes> refused = new LinkedHashSet<>();
        private final List<String> wrong = new ArrayList<>();
        private Version newestRead = Version.NONE;
        private int applied;
        private int finished;
        private int unavailable;
        private int unknown;

        Contest(long seed, LinkModel links) {
            this.seed = seed;
            Weather weather = new Weather(LINKS, links);
            network = new SimulatedNetwork(seed, FullMembership.ofOneHop(), weather);
            network.start(WRITERS).settle();
            weather.turnFoul();
            random = network.time().random("contest");
        }

        void skewClocks() {
            for (DhtNode node : network.nodes()) {
                Duration ahead = Duration.ofMillis(random.nextInt(20_000) - 10_000);
                ((VirtualWorld) network.world(node)).skewWallClock(ahead);
            }
        }

        Contest run(int rounds) {
            network.nodes().forEach(node -> turn(node, rounds));
            assertThat(network.time().runUntil(() -> finished == network.nodes().size(), Duration.ofMinutes(30)))
                    .isTrue();
            return this;
        }

        private void turn(DhtNode node, int rounds) {
            if (rounds == 0) {
                finished++;
                return;
            }
            Version before = newestRead;
            node.get(NAME, READ).whenComplete((found, failure) -> {
                if (failure == null) {
                    read(before, found);
                    write(node, found, rounds);
                } else {
                    turn(node, rounds - 1);
                }
            });
        }

        private void read(Version before, Optional<Versioned> found) {
            Version version = found.map(Versioned::version).orElse(Version.NONE);
            if (version.compareTo(before) < 0) {
                wrong.add("read " + version + " after " + before + " at "
                        + network.time().now());
            }
            newestRead = newestRead.compareTo(version) >= 0 ? newestRead : version;
            found.ifPresent(this::seen);
        }

        private void seen(Versioned current) {
            tookEffect.add(current.value());
            if (refused.contains(current.value())) {
                wrong.add(current.value().toUtf8() + " was refused, and is there");
            }
        }

        private void write(DhtNode node, Optional<Versioned> found, int rounds) {
            Bytes value = Bytes.utf8("write " + expected.size());
            expected.put(value, found.map(Versioned::version));
            var result = found.isPresent()
                    ? node.replace(NAME, found.get().version(), value, WRITE)
                    : node.putIfAbsent(NAME, value, WRITE);
            result.whenComplete((outcome, failure) -> {
                if (failure instanceof OutcomeUnknownException) {
                    unknown++;
                } else if (failure instanceof UnavailableException) {
                    unavailable++;
                    refuse(value);
                } else if (outcome instanceof WriteResult.Applied) {
                    applied++;
                    tookEffect.add(value);
                } else {
                    refuse(value);
                    ((WriteResult.Refused) outcome).current().ifPresent(this::seen);
                }
                Duration pause = Duration.ofMillis(random.nextInt(50));
                network.time().loop("writer").schedule(pause, () -> turn(node, rounds - 1));
            });
        }

        private void refuse(Bytes value) {
            refused.add(value);
            if (tookEffect.contains(value)) {
                wrong.add(value.toUtf8() + " was there, and is said to be refused");
            }
        }

        void check() {
            Map<Optional<Version>, Bytes> winners = new LinkedHashMap<>();
            for (Bytes value : tookEffect) {
                Bytes rival = winners.put(expected.get(value), value);
                if (rival != null) {
                    wrong.add(rival.toUtf8() + " and " + value.toUtf8() + " both won from " + expected.get(value));
                }
            }
            assertThat(wrong)
                    .as("seed %d: %d applied, %d unavailable, %d unknown", seed, applied, unavailable, unknown)
                    .isEmpty();
            assertThat(applied).as("somebody wins now and then, seed %d", seed).isGreaterThan(10);
        }
    }
}
