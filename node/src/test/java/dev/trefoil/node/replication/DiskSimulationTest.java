package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Bytes;
import dev.trefoil.Consistency;
import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.ReadOptions;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import dev.trefoil.WriteOptions;
import dev.trefoil.node.DhtNode;
import dev.trefoil.node.testing.FullMembership;
import dev.trefoil.node.testing.SimulatedNetwork;
import dev.trefoil.spi.Store;
import dev.trefoil.spi.StoreException;
import dev.trefoil.storage.HeapStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Nodes that come back with the disk they had, and disks that forget. */
class DiskSimulationTest {

    private static final int NAMES = 40;

    private final FullMembership overlay = FullMembership.ofOneHop();
    private final SimulatedNetwork network = new SimulatedNetwork(11, overlay);
    private final List<Disk> disks = new ArrayList<>();

    @Test
    void aNodeThatIsBackWithAnOldDiskIsBroughtUpToDateBeforeItAnswers() {
        start(4);
        putAll("old");
        network.settle();
        DhtNode away = network.node(2);
        network.crashNoticed(away);
        network.settle();
        putAll("new");
        DhtNode back = startAgain(2);
        for (int i = 0; i < NAMES; i++) {
            assertThat(read(back, i, Consistency.ONE)).as("name %s", i).contains("new");
        }
    }

    @Test
    void aNodeThatIsBackWithAnOldDiskWritesUnderAnotherIncarnation() {
        start(1);
        Version before = put(0, "x");
        network.crashNoticed(network.node(0));
        startAgain(0);
        Version after = put(0, "x");
        assertThat(after.writer()).isEqualTo(before.writer());
        assertThat(after.incarnation()).isNotEqualTo(before.incarnation());
    }

    @Test
    void aNetworkThatWasKilledAtOnceHasEverythingWhenItIsBack() {
        start(5);
        putAll("value");
        network.settle();
        List<DhtNode> all = List.copyOf(network.nodes());
        all.forEach(network::crashNoticed);
        for (int i = 0; i < all.size(); i++) {
            startAgain(i);
        }
        network.settle();
        for (DhtNode node : network.nodes()) {
            for (int i = 0; i < NAMES; i++) {
                assertThat(read(node, i, Consistency.QUORUM)).as("name %s", i).contains("value");
            }
        }
    }

    @Test
    void whatOneDiskHasLostIsReadFromTheOthersAndFetchedFromThem() {
        start(4);
        putAll("value");
        network.settle();
        Disk disk = disks.get(0);
        Set<Slot> lost = new TreeSet<>();
        disk.visit(KeyRange.ALL, (slot, entry) -> lost.add(slot));
        assertThat(lost).hasSizeGreaterThan(10);
        disk.damaged.addAll(lost);
        for (int i = 0; i < NAMES; i++) {
            assertThat(read(network.node(0), i, Consistency.ONE))
                    .as("name %s", i)
                    .contains("value");
        }
        network.time().runFor(Duration.ofSeconds(30));
        network.settle();
        assertThat(disk.damaged).isEmpty();
        lost.forEach(slot -> assertThat(disk.get(slot)).isPresent());
    }

    @Test
    void damageThatNobodyReadsIsFoundByTheComparisonOfReplicas() {
        start(4);
        putAll("value");
        network.settle();
        Disk disk = disks.get(1);
        disk.visit(KeyRange.ALL, (slot, entry) -> disk.damaged.add(slot));
        network.time().runFor(Duration.ofMinutes(2));
        network.settle();
        assertThat(disk.damaged).isEmpty();
    }

    private void start(int count) {
        for (int i = 0; i < count; i++) {
            disks.add(new Disk(new HeapStore()));
            network.start(network.builder(i + 1).store(disks.get(i)));
        }
        network.settle();
    }

    /** The process of {@code host} runs again; its disk is as it was. */
    private DhtNode startAgain(int host) {
        Disk disk = new Disk(disks.get(host).held);
        disks.set(host, disk);
        return network.start(network.builder(host + 1).store(disk));
    }

    private void putAll(String value) {
        for (int i = 0; i < NAMES; i++) {
            put(i, value);
        }
    }

    private Version put(int name, String value) {
        return network.await(network.node(0).put(name(name), Bytes.utf8(value), WriteOptions.DEFAULTS));
    }

    private Optional<String> read(DhtNode node, int name, Consistency consistency) {
        return network.await(node.get(name(name), ReadOptions.DEFAULTS.with(consistency)))
                .map(found -> found.value().toUtf8());
    }

    private static Bytes name(int number) {
        return Bytes.utf8("name " + number);
    }

    /** A heap that outlives the node, and of which parts can be made unreadable. */
    private static final class Disk implements Store {

        private final HeapStore held;
        private final TreeSet<Slot> damaged = new TreeSet<>();
        private final List<Consumer<? super Key>> listeners = new ArrayList<>();

        Disk(HeapStore held) {
            this.held = held;
        }

        @Override
        public Optional<Entry> get(Slot slot) {
            if (damaged.contains(slot)) {
                listeners.forEach(listener -> listener.accept(slot.key()));
                throw new StoreException(StoreException.Reason.DAMAGED, "damaged on purpose");
            }
            return held.get(slot);
        }

        @Override
        public Entry merge(Slot slot, Entry entry) {
            if (damaged.remove(slot)) {
                held.drop(slot);
            }
            return held.merge(slot, entry);
        }

        @Override
        public void drop(Slot slot) {
            damaged.remove(slot);
            held.drop(slot);
        }

        @Override
        public void visit(KeyRange range, BiPredicate<? super Slot, ? super Entry> visitor) {
            held.visit(range, (slot, entry) -> {
                if (damaged.contains(slot)) {
                    listeners.forEach(listener -> listener.accept(slot.key()));
                    return true;
                }
                return visitor.test(slot, entry);
            });
        }

        @Override
        public void onDamage(Consumer<? super Key> listener) {
            listeners.add(listener);
        }

        @Override
        public int expire(Instant now, Duration grace) {
            return held.expire(now, grace);
        }

        @Override
        public long entries() {
            return held.entries();
        }

        @Override
        public long bytes() {
            return held.bytes();
        }

        @Override
        public void close() {}
    }
}
