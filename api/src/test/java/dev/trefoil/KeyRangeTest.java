package dev.trefoil;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeyRangeTest {

    private static final List<Key> CIRCLE = LongStream.range(0, 16)
            .mapToObj(number -> new Key(number << 60, 0, 0))
            .toList();

    /** What lies on the circle between its points of four bits: an arc must hold these as well to hold another arc. */
    private static final List<Key> FINE_CIRCLE = LongStream.range(0, 32)
            .mapToObj(number -> new Key(number << 59, 0, 0))
            .toList();

    @Test
    void anArcContainsAnotherExactlyIfItContainsAllItsPoints() {
        for (KeyRange outer : allRanges()) {
            for (KeyRange inner : allRanges()) {
                boolean containsAll =
                        FINE_CIRCLE.stream().filter(inner::contains).allMatch(outer::contains);
                assertThat(outer.contains(inner)).as("%s in %s", inner, outer).isEqualTo(containsAll || outer.isAll());
            }
        }
    }

    @Test
    void theWholeCircleContainsEveryPointWhereverItIsCut() {
        for (Key key : CIRCLE) {
            assertThat(CIRCLE).allMatch(new KeyRange(key, key)::contains);
            assertThat(new KeyRange(key, key).isAll()).isTrue();
        }
        assertThat(KeyRange.ALL.isAll()).isTrue();
    }

    @Test
    void theStartIsOutAndTheEndIsIn() {
        KeyRange wrapping = new KeyRange(CIRCLE.get(14), CIRCLE.get(1));
        assertThat(CIRCLE.stream().filter(wrapping::contains))
                .containsExactly(CIRCLE.get(0), CIRCLE.get(1), CIRCLE.get(15));
    }

    private static List<KeyRange> allRanges() {
        List<KeyRange> ranges = new ArrayList<>();
        CIRCLE.forEach(after -> CIRCLE.forEach(upTo -> ranges.add(new KeyRange(after, upTo))));
        return ranges;
    }
}
