package dev.trefoil.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.trefoil.Bytes;
import dev.trefoil.Cell;
import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.KeySpace;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import dev.trefoil.spi.Fingerprint;
import dev.trefoil.spi.RangeDigest;
import dev.trefoil.spi.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Store} promises. Extend it, say how to make an empty store, and run it with JUnit Jupiter and jqwik.
 */
public abstract class StoreContract {

    private static final KeySpace SMALL = new KeySpace(4);
    private static final Slot SET = new Slot(new Key(1, 2, 3), Slot.Kind.SET, Bytes.utf8("set"));
    private static final Slot REGISTER = new Slot(new Key(1, 2, 3), Slot.Kind.REGISTER, Bytes.utf8("register"));

    /** For whoever extends this. */
    protected StoreContract() {}

    /** A store with nothing in it and room for some thousand small entries. */
    protected abstract Store newStore();

    /** The same, for a property, which asks for many of them one after another. */
    Store emptyStore() {
        return newStore();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void behavesAsASortedMapThatMerges(@ForAll("actions") List<StoreAction> actions) {
        StoreModel model = new StoreModel();
        try (Store store = emptyStore()) {
            for (StoreAction action : actions) {
                action.check(store, model);
                assertThat(store.entries()).as("entries after %s", action).isEqualTo(model.size());
            }
            assertThat(shown(store, KeyRange.ALL)).isEqualTo(model.in(KeyRange.ALL));
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aVisitShowsTheArcClockwiseAndStopsWhenToldTo(
            @ForAll("contents") List<Map.Entry<Slot, Entry>> contents,
            @ForAll("smallRanges") KeyRange range,
            @ForAll("counts") int most) {
        StoreModel model = new StoreModel();
        try (Store store = emptyStore()) {
            contents.forEach(each -> {
                store.merge(each.getKey(), each.getValue());
                model.merge(each.getKey(), each.getValue());
            });
            List<Map.Entry<Slot, Entry>> expected = model.in(range);
            assertThat(shown(store, range)).isEqualTo(expected);
            List<Slot> first = new ArrayList<>();
            store.visit(range, (slot, entry) -> {
                first.add(slot);
                return first.size() < most;
            });
            assertThat(first)
                    .isEqualTo(
                            expected.stream().limit(most).map(Map.Entry::getKey).toList());
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void theDigestOfAnArcStandsForWhatAVisitShows(
            @ForAll("actions") List<StoreAction> actions, @ForAll("smallRanges") KeyRange range) {
        StoreModel model = new StoreModel();
        try (Store store = emptyStore()) {
            actions.forEach(action -> action.check(store, model));
            long sum = 0;
            for (Map.Entry<Slot, Entry> each : model.in(range)) {
                sum += Fingerprint.of(each.getKey(), each.getValue());
            }
            assertThat(store.digest(range))
                    .isEqualTo(new RangeDigest(model.in(range).size(), sum));
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void theOrderOfMergesDoesNotMatter(
            @ForAll("contents") List<Map.Entry<Slot, Entry>> contents, @ForAll Random order) {
        List<Map.Entry<Slot, Entry>> shuffled = new ArrayList<>(contents);
        shuffled.addAll(contents);
        Collections.shuffle(shuffled, order);
        try (Store store = emptyStore();
                Store other = emptyStore()) {
            contents.forEach(each -> store.merge(each.getKey(), each.getValue()));
            shuffled.forEach(each -> other.merge(each.getKey(), each.getValue()));
            assertThat(shown(other, KeyRange.ALL)).isEqualTo(shown(store, KeyRange.ALL));
            assertThat(other.bytes()).isEqualTo(store.bytes());
        }
    }

    @Test
    void aNewStoreIsEmpty() {
        try (Store store = newStore()) {
            assertThat(store.entries()).isZero();
            assertThat(store.bytes()).isZero();
            assertThat(store.get(REGISTER)).isEmpty();
            assertThat(shown(store, KeyRange.ALL)).isEmpty();
        }
    }

    @Test
    void whatIsDroppedIsForgottenSoThatAnOlderWriteCountsAgain() {
        try (Store store = newStore()) {
            store.merge(REGISTER, deletion(9));
            store.drop(REGISTER);
            assertThat(store.get(REGISTER)).isEmpty();
            assertThat(store.merge(REGISTER, value(3, "old"))).isEqualTo(value(3, "old"));
        }
    }

    @Test
    void deletionsAndExpiredValuesAreShownUntilTheyAreForgotten() {
        try (Store store = newStore()) {
            Entry expired = new Entry.Register(new Cell(version(3), Optional.of(Bytes.EMPTY), 1));
            store.merge(REGISTER, expired);
            assertThat(store.get(REGISTER)).contains(expired);
            store.merge(REGISTER, deletion(4));
            assertThat(store.get(REGISTER)).contains(deletion(4));
            assertThat(shown(store, KeyRange.ALL)).containsExactly(Map.entry(REGISTER, deletion(4)));
        }
    }

    @Test
    void aSlotRefusesAnEntryOfTheOtherKind() {
        try (Store store = newStore()) {
            assertThatIllegalArgumentException().isThrownBy(() -> store.merge(SET, value(1, "x")));
            store.merge(SET, element("e", 1));
            assertThatIllegalArgumentException().isThrownBy(() -> store.merge(SET, value(1, "x")));
            assertThat(store.get(SET)).contains(element("e", 1));
            assertThat(store.entries()).isOne();
        }
    }

    @Test
    void oneKeyMayHoldARegisterAndASetAndManyNames() {
        try (Store store = newStore()) {
            Slot otherName = new Slot(REGISTER.key(), Slot.Kind.REGISTER, Bytes.utf8("other"));
            store.merge(SET, element("e", 1));
            store.merge(REGISTER, value(1, "x"));
            store.merge(otherName, value(2, "y"));
            assertThat(store.entries()).isEqualTo(3);
            assertThat(store.get(otherName)).contains(value(2, "y"));
        }
    }

    @Test
    void mergesOfManyThreadsIntoOneSetLoseNothing() {
        int threads = 4;
        int each = 100;
        try (Store store = newStore()) {
            Threads.together(threads, number -> {
                for (int i = 0; i < each; i++) {
                    store.merge(SET, element(number + "/" + i, i));
                }
            });
            Entry.Elements union = (Entry.Elements) store.get(SET).orElseThrow();
            assertThat(union.cells()).hasSize(threads * each);
            assertThat(store.entries()).isOne();
        }
    }

    @Test
    void ofManyThreadsThatWriteOneRegisterTheNewestWriteWins() {
        try (Store store = newStore()) {
            Threads.together(4, number -> {
                for (int stamp = 500; stamp > 0; stamp--) {
                    Entry held = store.merge(REGISTER, value(4L * stamp + number, "v"));
                    assertThat(held.version()).isGreaterThanOrEqualTo(version(4L * stamp + number));
                }
            });
            assertThat(store.get(REGISTER)).contains(value(4 * 500 + 3, "v"));
        }
    }

    @Test
    void aVisitShowsWhatStaysThroughoutExactlyOnceWhileOthersWrite() {
        try (Store store = newStore()) {
            for (int i = 0; i < 64; i++) {
                store.merge(numbered(2 * i), value(1, "stays"));
            }
            AtomicBoolean done = new AtomicBoolean();
            Threads.together(3, number -> {
                if (number == 0) {
                    try {
                        visitRepeatedly(store);
                    } finally {
                        done.set(true);
                    }
                }
                for (int i = 0; !done.get(); i = (i + 1) % 64) {
                    store.merge(numbered(2 * i + 1), value(number, "comes"));
                    store.drop(numbered(2 * i + 1));
                }
            });
        }
    }

    @Test
    void closingTwiceIsHarmlessAndEverythingElseIsRefusedAfterwards() {
        Store store = newStore();
        store.merge(REGISTER, value(1, "x"));
        store.close();
        store.close();
        assertThatIllegalStateException().isThrownBy(() -> store.get(REGISTER)).withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(() -> store.merge(REGISTER, value(1, "x")));
        assertThatIllegalStateException().isThrownBy(() -> store.drop(REGISTER));
        assertThatIllegalStateException().isThrownBy(() -> store.visit(KeyRange.ALL, (slot, entry) -> true));
        assertThatIllegalStateException().isThrownBy(() -> store.expire(Instant.EPOCH, Duration.ZERO));
        assertThatIllegalStateException().isThrownBy(store::entries);
        assertThatIllegalStateException().isThrownBy(store::bytes);
    }

    @Provide
    Arbitrary<List<StoreAction>> actions() {
        return StoreAction.arbitrary(SMALL).list().ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<Map.Entry<Slot, Entry>>> contents() {
        return StoreAction.contents(SMALL).list().ofMaxSize(40);
    }

    @Provide
    Arbitrary<KeyRange> smallRanges() {
        return TrefoilArbitraries.ranges(SMALL);
    }

    @Provide
    Arbitrary<Integer> counts() {
        return Arbitraries.integers().between(1, 20);
    }

    private static void visitRepeatedly(Store store) {
        for (int round = 0; round < 50; round++) {
            Map<Slot, Integer> shown = new ConcurrentHashMap<>();
            store.visit(KeyRange.ALL, (slot, entry) -> {
                shown.merge(slot, 1, Integer::sum);
                return true;
            });
            for (int i = 0; i < 64; i++) {
                assertThat(shown).containsEntry(numbered(2 * i), 1);
            }
        }
    }

    private static List<Map.Entry<Slot, Entry>> shown(Store store, KeyRange range) {
        List<Map.Entry<Slot, Entry>> shown = new ArrayList<>();
        store.visit(range, (slot, entry) -> shown.add(Map.entry(slot, entry)));
        return shown;
    }

    private static Slot numbered(int number) {
        return new Slot(new Key(number, 0, 0), Slot.Kind.REGISTER, Bytes.EMPTY);
    }

    private static Entry value(long stamp, String value) {
        return new Entry.Register(Cell.of(version(stamp), Bytes.utf8(value)));
    }

    private static Entry deletion(long stamp) {
        return new Entry.Register(Cell.deletion(version(stamp)));
    }

    private static Entry element(String element, long stamp) {
        return Entry.Elements.of(Bytes.utf8(element), Cell.of(version(stamp), Bytes.EMPTY));
    }

    private static Version version(long stamp) {
        return new Version(stamp, Key.ZERO, 0);
    }
}
