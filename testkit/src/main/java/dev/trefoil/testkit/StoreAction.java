package dev.trefoil.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Entry;
import dev.trefoil.KeySpace;
import dev.trefoil.Slot;
import dev.trefoil.spi.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** One call to a store, done to the model as well; the answers have to be the same. */
sealed interface StoreAction {

    void check(Store store, StoreModel model);

    /** Writes, and the other calls, to few slots. */
    static Arbitrary<StoreAction> arbitrary(KeySpace space) {
        Arbitrary<Slot> slots = TrefoilArbitraries.slots(space);
        Arbitrary<Integer> millis = Arbitraries.integers().between(0, 60);
        Arbitrary<StoreAction> writes = contents(space).map(each -> new Write(each.getKey(), each.getValue()));
        Arbitrary<StoreAction> reads = slots.map(Read::new);
        Arbitrary<StoreAction> drops = slots.map(Drop::new);
        Arbitrary<StoreAction> expiries = Combinators.combine(millis, millis).as(Expire::new);
        return Arbitraries.frequencyOf(
                Tuple.of(6, writes), Tuple.of(2, reads), Tuple.of(1, drops), Tuple.of(1, expiries));
    }

    /** A slot and an entry of its kind. */
    static Arbitrary<Map.Entry<Slot, Entry>> contents(KeySpace space) {
        return TrefoilArbitraries.slots(space)
                .flatMap(slot -> TrefoilArbitraries.entries(slot.kind()).map(entry -> Map.entry(slot, entry)));
    }

    record Write(Slot slot, Entry entry) implements StoreAction {

        @Override
        public void check(Store store, StoreModel model) {
            assertThat(store.merge(slot, entry)).isEqualTo(model.merge(slot, entry));
        }
    }

    record Read(Slot slot) implements StoreAction {

        @Override
        public void check(Store store, StoreModel model) {
            assertThat(store.get(slot)).isEqualTo(model.get(slot));
        }
    }

    record Drop(Slot slot) implements StoreAction {

        @Override
        public void check(Store store, StoreModel model) {
            store.drop(slot);
            model.drop(slot);
        }
    }

    record Expire(int nowMillis, int graceMillis) implements StoreAction {

        @Override
        public void check(Store store, StoreModel model) {
            Instant now = Instant.ofEpochMilli(nowMillis);
            Duration grace = Duration.ofMillis(graceMillis);
            assertThat(store.expire(now, grace)).isEqualTo(model.expire(now, grace));
        }
    }
}
