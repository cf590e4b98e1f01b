package dev.trefoil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of merging, with versions so close that equal ones are common. */
class EntryPropertyTest {

    @Property
    void cellsMergeAlikeInAnyOrderAndAnyNumber(
            @ForAll("cells") Cell a, @ForAll("cells") Cell b, @ForAll("cells") Cell c) {
        assertThat(a.merge(b)).isEqualTo(b.merge(a)).isIn(a, b);
        assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
        assertThat(a.merge(a)).isEqualTo(a);
        assertThat(a.merge(b).merge(b)).isEqualTo(a.merge(b));
    }

    @Property
    void theNewerWriteWins(@ForAll("cells") Cell a, @ForAll("cells") Cell b) {
        Cell winner = a.merge(b);
        assertThat(winner.version()).isGreaterThanOrEqualTo(a.version()).isGreaterThanOrEqualTo(b.version());
    }

    @Property
    void ofTwoWritesOfTheSameVersionTheDeletionWins(@ForAll("cells") Cell a) {
        Cell deletion = Cell.deletion(a.version());
        assertThat(a.merge(deletion).isDeletion()).isTrue();
    }

    @Property
    void registersMergeAlikeInAnyOrderAndAnyNumber(
            @ForAll("registers") Entry a, @ForAll("registers") Entry b, @ForAll("registers") Entry c) {
        laws(a, b, c);
    }

    @Property
    void setsMergeAlikeInAnyOrderAndAnyNumber(
            @ForAll("sets") Entry a, @ForAll("sets") Entry b, @ForAll("sets") Entry c) {
        laws(a, b, c);
    }

    @Property
    void aMergedSetKnowsEveryElementByItsNewestWrite(@ForAll("sets") Entry a, @ForAll("sets") Entry b) {
        TreeMap<Bytes, Cell> union = new TreeMap<>(((Entry.Elements) a).cells());
        ((Entry.Elements) b).cells().forEach((element, cell) -> union.merge(element, cell, Cell::merge));
        assertThat(a.merge(b)).isEqualTo(new Entry.Elements(union));
    }

    @Property
    void theKindsDoNotMerge(@ForAll("registers") Entry register, @ForAll("sets") Entry set) {
        assertThatIllegalArgumentException().isThrownBy(() -> register.merge(set));
        assertThatIllegalArgumentException().isThrownBy(() -> set.merge(register));
    }

    @Example
    void aValueIsLiveUntilTheMomentItExpires() {
        Cell cell = new Cell(Version.NONE, Optional.of(Bytes.EMPTY), 1_000);
        assertThat(cell.isLive(Instant.ofEpochMilli(999))).isTrue();
        assertThat(cell.isLive(Instant.ofEpochMilli(1_000))).isFalse();
        assertThat(cell.expiry()).contains(Instant.ofEpochMilli(1_000));
        assertThat(Cell.of(Version.NONE, Bytes.EMPTY).isLive(Instant.ofEpochMilli(Long.MAX_VALUE - 1)))
                .isTrue();
        assertThat(Cell.of(Version.NONE, Bytes.EMPTY).expiry()).isEmpty();
        assertThat(Cell.deletion(Version.NONE).isLive(Instant.EPOCH)).isFalse();
    }

    @Example
    void aSetCannotBeChangedFromOutside() {
        TreeMap<Bytes, Cell> cells = new TreeMap<>();
        Entry.Elements set = new Entry.Elements(cells);
        cells.put(Bytes.EMPTY, Cell.deletion(Version.NONE));
        assertThat(set.cells()).isEmpty();
        assertThat(set.version()).isEqualTo(Version.NONE);
    }

    private static void laws(Entry a, Entry b, Entry c) {
        assertThat(a.merge(b)).isEqualTo(b.merge(a));
        assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
        assertThat(a.merge(a)).isEqualTo(a);
        assertThat(a.merge(b).merge(b)).isEqualTo(a.merge(b));
        assertThat(a.merge(b).version()).isGreaterThanOrEqualTo(a.version());
        assertThat(a.merge(b).kind()).isEqualTo(a.kind());
    }

    @Provide
    Arbitrary<Cell> cells() {
        return ApiArbitraries.closeCells();
    }

    @Provide
    Arbitrary<Entry> registers() {
        return ApiArbitraries.registers();
    }

    @Provide
    Arbitrary<Entry> sets() {
        return ApiArbitraries.sets();
    }
}
