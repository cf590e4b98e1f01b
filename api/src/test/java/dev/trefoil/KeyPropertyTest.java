package dev.trefoil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Locale;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The arithmetic of {@link Key} against that of {@link BigInteger} modulo 2 to the 160th. */
class KeyPropertyTest {

    private static final BigInteger CIRCLE = BigInteger.TWO.pow(Key.BITS);

    @Property
    void plusIsAdditionModuloTheCircle(@ForAll("keys") Key a, @ForAll("keys") Key b) {
        assertThat(number(a.plus(b))).isEqualTo(number(a).add(number(b)).mod(CIRCLE));
    }

    @Property
    void minusIsSubtractionModuloTheCircle(@ForAll("keys") Key a, @ForAll("keys") Key b) {
        assertThat(number(a.minus(b))).isEqualTo(number(a).subtract(number(b)).mod(CIRCLE));
        assertThat(a.minus(b).plus(b)).isEqualTo(a);
    }

    @Property
    void distanceIsWhatHasToBeAdded(@ForAll("keys") Key a, @ForAll("keys") Key b) {
        assertThat(number(a.distanceTo(b)))
                .isEqualTo(number(b).subtract(number(a)).mod(CIRCLE));
        assertThat(a.plus(a.distanceTo(b))).isEqualTo(b);
    }

    @Property
    void closenessIsTheShorterOfTheTwoWays(@ForAll("keys") Key a, @ForAll("keys") Key b) {
        BigInteger there = number(b).subtract(number(a)).mod(CIRCLE);
        BigInteger back = number(a).subtract(number(b)).mod(CIRCLE);
        assertThat(number(a.closenessTo(b))).isEqualTo(there.min(back));
        assertThat(a.closenessTo(b)).isEqualTo(b.closenessTo(a));
    }

    @Property
    void theOrderIsThatOfUnsignedNumbers(@ForAll("keys") Key a, @ForAll("keys") Key b) {
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(number(a).compareTo(number(b)));
        assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
    }

    @Property
    void betweenIsWalkingNoFurtherThanTheEnd(
            @ForAll("keys") Key key, @ForAll("keys") Key after, @ForAll("keys") Key upTo) {
        BigInteger walked = number(after.distanceTo(key));
        BigInteger arc = number(after.distanceTo(upTo));
        boolean onTheArc = after.equals(upTo) || (walked.signum() > 0 && walked.compareTo(arc) <= 0);
        assertThat(key.isBetween(after, upTo)).isEqualTo(onTheArc);
        assertThat(key.isStrictlyBetween(after, upTo)).isEqualTo(onTheArc && !key.equals(upTo) && !key.equals(after));
    }

    @Property
    void highBitsKeepsTheLeadingBitsAndClearsTheOthers(
            @ForAll("keys") Key key, @ForAll @IntRange(max = Key.BITS + 3) int bits) {
        int cleared = Math.max(0, Key.BITS - bits);
        assertThat(number(key.highBits(bits)))
                .isEqualTo(number(key).shiftRight(cleared).shiftLeft(cleared));
    }

    @Property
    void digitsAreThoseOfTheNumberWrittenFromTheLeft(
            @ForAll("keys") Key key,
            @ForAll @IntRange(min = 1, max = 8) int bits,
            @ForAll @IntRange(max = 170) int index) {
        BigInteger padded = number(key).shiftLeft(2_000);
        BigInteger digit =
                padded.shiftRight(2_000 + Key.BITS - (index + 1) * bits).mod(BigInteger.ONE.shiftLeft(bits));
        assertThat(key.digit(index, bits)).isEqualTo(digit.intValueExact());
    }

    @Property
    void theCommonPrefixIsTheRunOfEqualDigits(
            @ForAll("keys") Key key,
            @ForAll @IntRange(max = Key.BITS - 1) int flipped,
            @ForAll("keys") Key below,
            @ForAll @IntRange(min = 1, max = 8) int bits) {
        Key flip = Key.powerOfTwo(Key.BITS - 1 - flipped);
        Key other = ofNumber(number(key)
                .xor(number(flip))
                .shiftRight(Key.BITS - 1 - flipped)
                .shiftLeft(Key.BITS - 1 - flipped)
                .or(number(below).mod(number(flip))));
        int equal = 0;
        while (equal < Key.BITS / bits && key.digit(equal, bits) == other.digit(equal, bits)) {
            equal++;
        }
        assertThat(key.commonPrefixLength(other, bits)).isEqualTo(equal).isEqualTo(flipped / bits);
        assertThat(key.commonPrefixLength(key, bits)).isEqualTo(Key.BITS / bits);
    }

    @Property
    void bytesAndHexadecimalDigitsRoundTrip(@ForAll("keys") Key key) {
        assertThat(Key.ofBytes(key.toBytes())).isEqualTo(key);
        assertThat(Key.ofHex(key.toHex())).isEqualTo(key);
        assertThat(Key.ofHex(key.toHex().toUpperCase(Locale.ROOT))).isEqualTo(key);
        assertThat(new BigInteger(key.toHex(), 16)).isEqualTo(number(key));
        assertThat(key.toHex()).startsWith(key.toString());
    }

    @Example
    void powersOfTwoAreEachOneBit() {
        for (int exponent = 0; exponent < Key.BITS; exponent++) {
            assertThat(number(Key.powerOfTwo(exponent))).isEqualTo(BigInteger.ONE.shiftLeft(exponent));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Key.powerOfTwo(Key.BITS));
        assertThatIllegalArgumentException().isThrownBy(() -> Key.powerOfTwo(-1));
    }

    @Example
    void shortHexadecimalIsPaddedOnTheRight() {
        assertThat(Key.ofHex("8")).isEqualTo(Key.powerOfTwo(159));
        assertThat(Key.ofHex("01")).isEqualTo(Key.powerOfTwo(152));
    }

    @Example
    void whatIsNotAKeyIsRefused() {
        for (String text : new String[] {"", "g", "0x12", "-1", " 12", "0".repeat(41)}) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> Key.ofHex(text));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Key.ofBytes(new byte[19]));
        assertThatIllegalArgumentException().isThrownBy(() -> Key.ofBytes(new byte[21]));
    }

    @Example
    void sha1IsThatOfTheStandard() {
        assertThat(Key.sha1(Bytes.utf8("abc")).toHex()).isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
        assertThat(Key.sha1(Bytes.EMPTY).toHex()).isEqualTo("da39a3ee5e6b4b0d3255bfef95601890afd80709");
    }

    @Provide
    Arbitrary<Key> keys() {
        return ApiArbitraries.keys();
    }

    private static BigInteger number(Key key) {
        return new BigInteger(1, key.toBytes());
    }

    private static Key ofNumber(BigInteger number) {
        String hex = number.toString(16);
        return Key.ofHex("0".repeat(2 * Key.BYTES - hex.length()) + hex);
    }
}
