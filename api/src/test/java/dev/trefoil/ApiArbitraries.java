package dev.trefoil;

import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Values for the tests of this room; the testkit's are for everybody else, since it stands on this room. */
final class ApiArbitraries {

    private ApiArbitraries() {}

    /** Anywhere on the circle, and often where a word is all zeros, all ones or only its sign. */
    static Arbitrary<Key> keys() {
        Arbitrary<Long> edgeWords = Arbitraries.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE);
        Arbitrary<Integer> edgeLows = Arbitraries.of(0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE);
        Arbitrary<Long> words = Arbitraries.frequencyOf(Tuple.of(1, edgeWords), Tuple.of(1, Arbitraries.longs()));
        Arbitrary<Integer> lows = Arbitraries.frequencyOf(Tuple.of(1, edgeLows), Tuple.of(1, Arbitraries.integers()));
        return Combinators.combine(words, words, lows).as(Key::new);
    }

    static Arbitrary<Bytes> bytes(int longest) {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(longest).map(Bytes::of);
    }

    /** So few that equal ones are common. */
    static Arbitrary<Version> closeVersions() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 3),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.longs().between(0, 1))
                .as((stamp, writer, incarnation) -> new Version(stamp, new Key(0, 0, writer), incarnation));
    }

    static Arbitrary<Cell> closeCells() {
        return Combinators.combine(closeVersions(), bytes(1).optional(), Arbitraries.of(0L, 1L, Cell.NEVER))
                .as(Cell::new);
    }

    static Arbitrary<Entry> registers() {
        return closeCells().map(Entry.Register::new);
    }

    static Arbitrary<Entry> sets() {
        return Arbitraries.maps(
                        bytes(1).filter(element -> element.isEmpty() || element.toArray()[0] < -120), closeCells())
                .ofMaxSize(4)
                .map(cells -> new Entry.Elements(new TreeMap<>(cells)));
    }
}
