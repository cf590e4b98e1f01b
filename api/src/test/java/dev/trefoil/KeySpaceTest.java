package dev.trefoil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class KeySpaceTest {

    private static final KeySpace SMALL = new KeySpace(3);

    @Test
    void anIdentifierIsTheHashCutToItsHighBits() {
        Bytes name = Bytes.utf8("abc");
        assertThat(KeySpace.FULL.place(name)).isEqualTo(Key.sha1(name));
        assertThat(new KeySpace(12).place(name)).isEqualTo(Key.ofHex("a99"));
        assertThat(SMALL.place(name)).isEqualTo(Key.ofHex("a"));
    }

    @Test
    void virtualNodesAreNumberedAndNumberZeroHasTheIdOfThePapers() {
        Address address = Address.parse("127.0.0.1:7400");
        assertThat(KeySpace.FULL.nodeId(address, 0)).isEqualTo(Key.sha1(Bytes.utf8("127.0.0.1:7400")));
        assertThat(KeySpace.FULL.nodeId(address, 2)).isEqualTo(Key.sha1(Bytes.utf8("127.0.0.1:7400#2")));
    }

    @Test
    void stepsWrapRoundTheSmallCircle() {
        Key here = Key.ofHex("e");
        assertThat(SMALL.next(here)).isEqualTo(Key.ZERO);
        assertThat(SMALL.ahead(here, 1)).isEqualTo(Key.ofHex("2"));
        assertThat(SMALL.ahead(here, 2)).isEqualTo(Key.ofHex("6"));
        assertThat(KeySpace.FULL.next(Key.ZERO)).isEqualTo(new Key(0, 0, 1));
    }

    @Test
    void randomIdentifiersCoverTheSpaceAndStayInIt() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        Set<Key> seen = new TreeSet<>();
        for (int i = 0; i < 500; i++) {
            seen.add(SMALL.random(random));
        }
        assertThat(seen).hasSize(8).allMatch(SMALL::contains);
        assertThat(SMALL.contains(Key.ofHex("1"))).isFalse();
    }

    @Test
    void identifiersAreWrittenWithAsManyDigitsAsTheyHave() {
        assertThat(SMALL.format(Key.ofHex("e"))).isEqualTo("e");
        assertThat(new KeySpace(9).format(Key.ofHex("ff8"))).isEqualTo("ff8");
        assertThat(KeySpace.FULL.format(Key.ZERO)).hasSize(40);
    }

    @Test
    void sizesOutsideOfThreeToOneHundredAndSixtyAreRefused() {
        for (int bits : new int[] {-1, 0, 2, 161}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new KeySpace(bits));
        }
    }
}
