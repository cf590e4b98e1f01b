package dev.trefoil.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.trefoil.Bytes;
import dev.trefoil.Cell;
import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import dev.trefoil.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeapStoreTest {

    private static final HeapStoreConfig ROOMY = HeapStoreConfig.defaults();

    @Test
    void bytesAreTheLengthsOfNamesValuesAndElements() {
        HeapStore store = new HeapStore();
        store.merge(register("ab"), value(1, "12345"));
        assertThat(store.bytes()).isEqualTo(2 + 5);
        store.merge(register("ab"), value(2, "1"));
        assertThat(store.bytes()).isEqualTo(2 + 1);
        store.merge(set("xyz"), element(1, "1234"));
        store.merge(set("xyz"), element(1, "56"));
        assertThat(store.bytes()).isEqualTo(2 + 1 + 3 + 4 + 2);
        assertThat(store.entries()).isEqualTo(2);
        store.drop(register("ab"));
        store.drop(register("ab"));
        assertThat(store.bytes()).isEqualTo(3 + 4 + 2);
        assertThat(store.entries()).isOne();
    }

    @Test
    void aNewEntryBeyondTheNumberAllowedIsRefusedAndNothingChanges() {
        HeapStore store = new HeapStore(ROOMY.withMaxEntries(2));
        store.merge(register("a"), value(1, "x"));
        store.merge(register("b"), value(1, "x"));
        refuses(store, StoreException.Reason.FULL, register("c"), value(1, "x"));
        assertThat(store.get(register("c"))).isEmpty();
        assertThat(store.entries()).isEqualTo(2);
        assertThat(store.bytes()).isEqualTo(4);
        store.merge(register("b"), value(2, "longer"));
        store.drop(register("a"));
        store.merge(register("c"), value(1, "x"));
    }

    @Test
    void growthBeyondTheBytesAllowedIsRefusedAndWhatWasHeldStays() {
        HeapStore store = new HeapStore(ROOMY.withMaxBytes(6));
        store.merge(register("a"), value(1, "12345"));
        refuses(store, StoreException.Reason.FULL, register("a"), value(2, "123456"));
        refuses(store, StoreException.Reason.FULL, register("b"), value(1, ""));
        assertThat(store.get(register("a"))).contains(value(1, "12345"));
        assertThat(store.entries()).isOne();
    }

    @Test
    void aFullStoreStillTakesDeletionsOfWhatItHolds() {
        HeapStore store = new HeapStore(ROOMY.withMaxBytes(6).withMaxEntries(1));
        store.merge(register("a"), value(1, "12345"));
        store.merge(register("a"), new Entry.Register(Cell.deletion(version(2))));
        assertThat(store.bytes()).isOne();
        refuses(store, StoreException.Reason.FULL, register("b"), new Entry.Register(Cell.deletion(version(2))));
    }

    @Test
    void aFullStoreStillTakesTheDiscardOfAnElementItHolds() {
        HeapStore store = new HeapStore(ROOMY.withMaxBytes(5).withMaxEntries(1));
        store.merge(set("s"), element(1, "1234"));
        Entry discarded = Entry.Elements.of(Bytes.utf8("1234"), Cell.deletion(version(2)));
        assertThat(store.merge(set("s"), discarded)).isEqualTo(discarded);
    }

    @Test
    void anEntryOverTheSizeAllowedIsRefusedAlsoWhenItGrowsIntoIt() {
        HeapStore store = new HeapStore(ROOMY.withMaxEntryBytes(5));
        refuses(store, StoreException.Reason.TOO_LARGE, register("a"), value(1, "12345"));
        store.merge(set("s"), element(1, "12"));
        store.merge(set("s"), element(1, "34"));
        refuses(store, StoreException.Reason.TOO_LARGE, set("s"), element(1, "5"));
        assertThat(((Entry.Elements) store.get(set("s")).orElseThrow()).cells()).hasSize(2);
    }

    @Test
    void anEmptySetTakesNoRoom() {
        HeapStore store = new HeapStore();
        store.merge(set("s"), new Entry.Elements(new TreeMap<>()));
        assertThat(store.entries()).isZero();
        assertThat(store.get(set("s"))).isEmpty();
    }

    @Test
    void whatIsForgottenTakesNoMoreRoom() {
        HeapStore store = new HeapStore();
        store.merge(register("a"), new Entry.Register(Cell.deletion(version(1))));
        store.merge(set("s"), Entry.Elements.of(Bytes.utf8("gone"), Cell.deletion(version(1))));
        store.merge(set("s"), element(1, "stays"));
        assertThat(store.expire(Instant.EPOCH, Duration.ZERO)).isEqualTo(2);
        assertThat(store.entries()).isOne();
        assertThat(store.bytes()).isEqualTo("s".length() + "stays".length());
    }

    @Test
    void graceBeyondAnyCalendarForgetsNothing() {
        HeapStore store = new HeapStore();
        store.merge(register("a"), new Entry.Register(Cell.deletion(version(1))));
        assertThat(store.expire(Instant.EPOCH, Duration.ofSeconds(Long.MAX_VALUE)))
                .isZero();
    }

    @Test
    void limitsHoldAndCountsStayExactWhileManyWrite() throws InterruptedException {
        HeapStore store = new HeapStore(ROOMY.withMaxEntries(50).withMaxBytes(1_000));
        AtomicInteger broken = new AtomicInteger();
        hammer(8, thread -> {
            for (int i = 0; i < 4_000; i++) {
                Slot slot = register("k" + (i * 31 + thread * 17) % 80);
                try {
                    if (i % 3 == 0) {
                        store.drop(slot);
                    } else {
                        store.merge(slot, value(i, "v".repeat(i % 40)));
                    }
                } catch (StoreException e) {
                    // The store is full now and then: that is the point.
                }
                if (store.entries() > 50 || store.bytes() > 1_000) {
                    broken.incrementAndGet();
                }
            }
        });
        assertThat(broken).hasValue(0);
        long[] found = new long[2];
        store.visit(KeyRange.ALL, (slot, entry) -> {
            found[0]++;
            found[1] += slot.name().length() + entry.size();
            return true;
        });
        assertThat(store.entries()).isEqualTo(found[0]);
        assertThat(store.bytes()).isEqualTo(found[1]);
    }

    @Test
    void limitsOfLessThanOneAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ROOMY.withMaxBytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> ROOMY.withMaxEntries(0));
        assertThatIllegalArgumentException().isThrownBy(() -> ROOMY.withMaxEntryBytes(-1));
    }

    interface Work {
        void run(int thread);
    }

    private static void hammer(int threads, Work work) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < threads; i++) {
            int thread = i;
            pool.execute(() -> work.run(thread));
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void refuses(HeapStore store, StoreException.Reason reason, Slot slot, Entry entry) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.merge(slot, entry))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static Slot register(String name) {
        return new Slot(Key.sha1(Bytes.utf8(name)), Slot.Kind.REGISTER, Bytes.utf8(name));
    }

    private static Slot set(String name) {
        return new Slot(Key.sha1(Bytes.utf8(name)), Slot.Kind.SET, Bytes.utf8(name));
    }

    private static Entry value(long stamp, String value) {
        return new Entry.Register(Cell.of(version(stamp), Bytes.utf8(value)));
    }

    private static Entry element(long stamp, String element) {
        return Entry.Elements.of(Bytes.utf8(element), Cell.of(version(stamp), Bytes.EMPTY));
    }

    private static Version version(long stamp) {
        return new Version(stamp, Key.ZERO, 0);
    }
}
