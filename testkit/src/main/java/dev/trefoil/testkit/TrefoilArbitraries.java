package dev.trefoil.testkit;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Cell;
import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.RoutingStep;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.ListArbitrary;

/**
 * The values of Trefoil as jqwik draws them, with the awkward ones often enough to matter: points next to the ends of
 * the circle, equal versions, empty strings of bytes, deletions.
 */
public final class TrefoilArbitraries {

    private static final int WRITERS = 3;

    private TrefoilArbitraries() {}

    /** Points of the whole circle; about one in four is an edge, where carries and signs go wrong. */
    public static Arbitrary<Key> keys() {
        Arbitrary<Key> any = Combinators.combine(Arbitraries.longs(), Arbitraries.longs(), Arbitraries.integers())
                .as(Key::new);
        return Arbitraries.frequencyOf(Tuple.of(3, any), Tuple.of(1, edgeKeys()));
    }

    /** Identifiers of {@code space}; for a small one, each is as likely as any other. */
    public static Arbitrary<Key> keys(KeySpace space) {
        if (space.bits() > Integer.SIZE - 2) {
            return keys().map(key -> key.highBits(space.bits()));
        }
        return Arbitraries.integers()
                .between(0, (1 << space.bits()) - 1)
                .map(number -> new Key((long) number << (Long.SIZE - space.bits()), 0, 0));
    }

    /** The points where a word of a key is all zeros, all ones or only its sign. */
    public static Arbitrary<Key> edgeKeys() {
        Arbitrary<Long> words = Arbitraries.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE);
        Arbitrary<Integer> lowWords = Arbitraries.of(0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return Combinators.combine(words, words, lowWords).as(Key::new);
    }

    /** Arcs of the whole circle; sometimes all of it. */
    public static Arbitrary<KeyRange> ranges() {
        return ranges(keys());
    }

    /** Arcs of {@code space}; sometimes the whole circle. */
    public static Arbitrary<KeyRange> ranges(KeySpace space) {
        return ranges(keys(space));
    }

    /** Strings of up to {@code longest} bytes. */
    public static Arbitrary<Bytes> bytes(int longest) {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(longest).map(Bytes::of);
    }

    /** Versions of few moments and few writers, so that equal ones and close ones are common. */
    public static Arbitrary<Version> versions() {
        Arbitrary<Key> writers = Arbitraries.integers().between(0, WRITERS - 1).map(number -> new Key(number, 0, 0));
        return Combinators.combine(
                        Arbitraries.longs().between(0, 20).map(Version::stampOf),
                        Arbitraries.longs().between(0, 2),
                        writers,
                        Arbitraries.longs().between(0, 1))
                .as((stamp, counter, writer, incarnation) -> new Version(stamp + counter, writer, incarnation));
    }

    /** Writes of a register: values, some of which expire, and deletions. */
    public static Arbitrary<Cell> cells() {
        return cells(bytes(8));
    }

    /** Registers. */
    public static Arbitrary<Entry> registers() {
        return cells().map(Entry.Register::new);
    }

    /** Sets of up to four elements, some of them discarded. */
    public static Arbitrary<Entry> sets() {
        return Arbitraries.maps(bytes(2), cells(Arbitraries.just(Bytes.EMPTY)))
                .ofMaxSize(4)
                .map(cells -> new Entry.Elements(new TreeMap<>(cells)));
    }

    /** Registers and sets. */
    public static Arbitrary<Entry> entries() {
        return Arbitraries.oneOf(registers(), sets());
    }

    /** An entry of the kind that {@code kind} names. */
    public static Arbitrary<Entry> entries(Slot.Kind kind) {
        return kind == Slot.Kind.REGISTER ? registers() : sets();
    }

    /** Slots anywhere on the circle. */
    public static Arbitrary<Slot> slots() {
        return slots(keys(), bytes(8));
    }

    /** Slots of {@code space} with few names, so that the same slot and slots with the same key are common. */
    public static Arbitrary<Slot> slots(KeySpace space) {
        return slots(keys(space), bytes(1).filter(name -> name.compareTo(Bytes.of(new byte[] {2})) < 0));
    }

    /** Addresses of names, IPv4 and IPv6. */
    public static Arbitrary<Address> addresses() {
        Arbitrary<String> hosts = Arbitraries.of("127.0.0.1", "::1", "2001:db8::7", "node-1.example", "a");
        return Combinators.combine(hosts, Arbitraries.integers().between(1, Address.PORT_MAX))
                .as(Address::new);
    }

    /** Nodes. */
    public static Arbitrary<NodeRef> nodeRefs() {
        return Combinators.combine(keys(), addresses()).as(NodeRef::new);
    }

    /** Up to {@code most} nodes. */
    public static ListArbitrary<NodeRef> nodeRefLists(int most) {
        return nodeRefs().list().ofMaxSize(most);
    }

    /** The members of a ring, from {@code least} to {@code most} of them; several may live at one address. */
    public static Arbitrary<Census> rings(int least, int most) {
        return nodeRefs()
                .list()
                .uniqueElements(NodeRef::id)
                .ofMinSize(least)
                .ofMaxSize(most)
                .map(Census::of);
    }

    /** What a node may answer to "where next for this key?", naming up to {@code most} nodes. */
    public static Arbitrary<RoutingStep> routingSteps(int most) {
        Arbitrary<RoutingStep> here = Combinators.combine(
                        nodeRefs().list().ofMinSize(1).ofMaxSize(most), ranges().optional())
                .as(RoutingStep.Here::new);
        Arbitrary<RoutingStep> onward = nodeRefLists(most).map(RoutingStep.Onward::new);
        return Arbitraries.oneOf(here, onward);
    }

    /** Messages of the smallest protocol there is, with up to {@code longest} bytes. */
    public static Arbitrary<EchoMessage> messages(int longest) {
        Arbitrary<EchoMessage> questions = bytes(longest).map(EchoMessage.Ask::new);
        Arbitrary<EchoMessage> answers = bytes(longest).map(EchoMessage.Answer::new);
        return Arbitraries.oneOf(questions, answers);
    }

    /** What may happen to a network, in up to {@code longest} steps; joins are the most common. */
    public static Arbitrary<List<MembershipChange>> histories(int longest) {
        Arbitrary<MembershipChange.Kind> kinds = Arbitraries.frequency(
                Tuple.of(5, MembershipChange.Kind.JOIN),
                Tuple.of(1, MembershipChange.Kind.JOIN_TWICE),
                Tuple.of(2, MembershipChange.Kind.CRASH),
                Tuple.of(2, MembershipChange.Kind.LEAVE),
                Tuple.of(1, MembershipChange.Kind.REST));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 999))
                .as(MembershipChange::new)
                .list()
                .ofMaxSize(longest);
    }

    private static Arbitrary<KeyRange> ranges(Arbitrary<Key> keys) {
        Arbitrary<KeyRange> any = Combinators.combine(keys, keys).as(KeyRange::new);
        Arbitrary<KeyRange> whole = keys.map(key -> new KeyRange(key, key));
        return Arbitraries.frequencyOf(Tuple.of(7, any), Tuple.of(1, whole));
    }

    private static Arbitrary<Cell> cells(Arbitrary<Bytes> values) {
        Arbitrary<Long> expiries = Arbitraries.oneOf(
                Arbitraries.just(Cell.NEVER), Arbitraries.longs().between(0, 40));
        return Combinators.combine(versions(), values.optional(), expiries)
                .as((version, value, expiry) -> new Cell(version, value, value.isPresent() ? expiry : Cell.NEVER));
    }

    private static Arbitrary<Slot> slots(Arbitrary<Key> keys, Arbitrary<Bytes> names) {
        return Combinators.combine(keys, Arbitraries.of(Slot.Kind.values()), names)
                .as(Slot::new);
    }
}
